export { type Comparison, type ComparisonRow, compare } from "./analysis/compare.js";
export { arcTime, type ExactExtinction, exactExtinction } from "./analysis/exact.js";
export type {
  Check,
  Metrics,
  PanelResult,
  Result,
  Run,
  RunEvent,
  RunStatus,
  Sample,
} from "./analysis/run.js";
export { simulate, simulateStart } from "./analysis/simulate.js";
