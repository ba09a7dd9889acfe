import type { Symmetric } from "../model/geometry.js";
import { DEFAULTS } from "../scenario/defaults.js";
import type { Scenario } from "../scenario/schema.js";
import type { Run } from "../simulate/run.js";
import { simulateStart } from "../simulate/simulate.js";
import type { TrainingLog } from "./log.js";

/** Label of the start in a fitted scenario: where DPO begins, x1 = x2 = 1. */
export const START = "dpo-start";

/** Up to this many rows a scenario asks for exactly the times of the log. */
const TIMED_ROWS = 2000;

const { reference, maxSteps, tolerance, targets } = DEFAULTS;

/** What every fitted scenario has: the defaults of a scenario file, drawn in log-ratios. */
export const FITTED = { reference, maxSteps, tolerance, targets, figure: { plane: "log-ratio" } } as const;

/**
 * The scenario that draws the fitted flow of a log: DPO from the reference policy under the fitted kernel,
 * for as long as the log goes on, sampled where the log has its rows.
 *
 * The domain is the whole quadrant: where the walls π = 1 are, a log does not say.
 */
export function fittedScenario(
  { name, beta, rows, origin, clock, source }: TrainingLog,
  slope: number,
  matrix: Symmetric,
  timePerStep: number,
): Scenario {
  const times = rows.map(({ step }) => timePerStep * (step - origin));
  // The name of a file may hold anything; a title is one line of moderate length.
  const oneLine = (text: string) => text.replace(/\p{Cc}/gu, " ").slice(0, 120);
  return {
    name,
    title: `Kernel flow fitted to ${oneLine(name)}`,
    description: `The least correlated constant kernel under which DPO draws the line r1 = ${slope}·r2 of a training log. One ${clock} is ${timePerStep} units of time.`,
    source: `training log ${oneLine(source.file)}`,
    loss: { name: "dpo", beta },
    geometry: { name: "kernel", matrix: [...matrix] },
    domain: "quadrant",
    starts: { [START]: [1, 1] },
    horizon: times[times.length - 1],
    sample: rows.length <= TIMED_ROWS ? { times } : DEFAULTS.sample,
    ...FITTED,
  };
}

/** The flow of a fitted scenario. */
export const simulateFitted = (scenario: Scenario): Run => simulateStart(scenario, START);
