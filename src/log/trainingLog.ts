import type { Scenario } from "../scenario/schema.js";
import type { Run } from "../simulate/run.js";
import { type Alternative, simulateAlternatives } from "./alternatives.js";
import { fitKernel, type KernelFit } from "./fit/kernelFit.js";
import { fitLine, type LineFit } from "./fit/lineFit.js";
import { fitTime, stateOf, type TimeFit } from "./fit/timeFit.js";
import type { TrainingLog } from "./log.js";
import { type LogFacts, observe } from "./observe.js";
import { fittedScenario, simulateFitted } from "./simulated.js";

/**
 * In what a constant kernel with one pair fails to describe a log: `no-kernel` – no positive semi-definite
 * kernel moves DPO this way; `intercept` – the 95 % interval of the free intercept leaves out 0, and the two
 * slopes differ by more than 5 %; `systematic` – neighbouring residuals are correlated by more than 0.2, and
 * beyond chance (2/√n); `scatter` – the line through (0, 0) explains less than 90 % of the variance of r1;
 * `timing` – the simulated margin explains less than 90 % of that of the logged one.
 */
export type Misfit = "no-kernel" | "intercept" | "systematic" | "scatter" | "timing";

/** The flow that was fitted to a log. */
export interface FittedFlow {
  time: TimeFit;
  scenario: Scenario;
  run: Run;
  /** The run in log-ratios, which stay finite where a probability ratio is too small to be written. */
  curve: { t: number; r1: number; r2: number }[];
  /** Null where the log ends too far out to be written as probability ratios. */
  alternatives: Alternative[] | null;
}

/** Everything that is computed from one training log. */
export interface LogAnalysis {
  log: TrainingLog;
  facts: LogFacts;
  /** Null where r2 is 0 in every row. */
  line: LineFit | null;
  kernel: KernelFit | null;
  /** Null where there is no kernel, or the margins do not grow with the steps. */
  flow: FittedFlow | null;
  misfits: Misfit[];
}

const EXPLAINED = 0.9;

/** In a long log the smallest deviation is beyond chance; below these it is of no consequence. */
const SLOPES_DIFFER = 0.05;
const CORRELATED = 0.2;

const below = (share: number | null) => share !== null && share < EXPLAINED;

/** What of the assumptions a log does not keep to. */
export function misfitsOf(line: LineFit | null, kernel: KernelFit | null, time: TimeFit | null): Misfit[] {
  if (!line) return ["no-kernel"];
  const { slope, slopeWithIntercept, interceptSure, residualAutocorrelation, rows } = line;
  const apart = Math.abs((slopeWithIntercept ?? slope) - slope) > SLOPES_DIFFER * Math.abs(slope);
  const found: Record<Misfit, boolean> = {
    "no-kernel": !kernel?.matrix,
    intercept: interceptSure && apart,
    systematic:
      residualAutocorrelation !== null && residualAutocorrelation > Math.max(CORRELATED, 2 / Math.sqrt(rows)),
    scatter: below(line.rSquared),
    timing: below(time?.marginRSquared ?? null),
  };
  return (Object.keys(found) as Misfit[]).filter((name) => found[name]);
}

/** Sign of the way that a log goes along r2, on its line. */
const direction = ({ rows }: TrainingLog, { slope }: LineFit): 1 | -1 =>
  rows.reduce((sum, { r1, r2 }) => sum + slope * r1 + r2, 0) < 0 ? -1 : 1;

/**
 * Lays a training log on the log-ratio plane: the line it follows from (0, 0), the least correlated constant
 * kernel that DPO follows this line under, the time a training step takes in that flow, the flow itself, and
 * what other losses would do from where the log ends.
 *
 * A logged value is the mean over a batch; the model treats it as one pair.
 *
 * @example
 * ```js
 * import { analyseTrainingLog, describeLog, readLog } from "dpo-flow";
 *
 * const csv = "step,rewards/chosen,rewards/rejected\n1,-0.1,-0.2\n2,-0.2,-0.4\n3,-0.31,-0.6\n";
 * const analysis = analyseTrainingLog(await readLog(csv, { beta: 0.1, name: "mine" }));
 * console.log(analysis.line.slope.toFixed(3), analysis.kernel.rhoMin.toFixed(3));
 * console.log(describeLog(analysis).title);
 * // 0.511 0.946
 * // mine: β = 0.1, 3 rows, steps 1 to 3
 * ```
 */
export function analyseTrainingLog(log: TrainingLog): LogAnalysis {
  const facts = observe(log.rows);
  const line = fitLine(log.rows, log.origin);
  const kernel = line && fitKernel(line.slope, direction(log, line));
  const time = kernel?.matrix ? fitTime(log, kernel.marginSpeed) : null;
  const misfits = misfitsOf(line, kernel, time);
  if (!line || !kernel?.matrix || !time) return { log, facts, line, kernel, flow: null, misfits };
  const { matrix } = kernel;
  const scenario = fittedScenario(log, line.slope, matrix, time.timePerStep);
  const alternatives = simulateAlternatives(
    log.rows[log.rows.length - 1],
    log.beta,
    matrix,
    time.timePerStep,
    facts.lastStep - log.origin,
  );
  const run = simulateFitted(scenario);
  // Where x1 and x2 are too small for a number there is no margin to tell r1 and r2 from.
  const known = run.curve.filter(({ margin }) => Number.isFinite(margin));
  const curve = known.map(({ t, margin }) => {
    const [r1, r2] = stateOf(margin, matrix);
    return { t, r1, r2 };
  });
  const flow = { time, scenario, run, curve, alternatives };
  return { log, facts, line, kernel, flow, misfits };
}
