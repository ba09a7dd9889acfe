import type { Flow } from "../model/flow.js";
import type { ExactExtinction } from "./extinction.js";
import type { ExactQuestion, ExactSettings, ExactSolution, ExactSolver } from "./solution.js";
import { discopopClock } from "./solutions/discopopClock.js";
import { dpoInRatios } from "./solutions/dpoInRatios.js";
import { hingeClock } from "./solutions/hingeClock.js";
import { marginClocks } from "./solutions/marginClocks.js";
import { separableClocks } from "./solutions/separableClocks.js";

/**
 * Every exact solution; the first that covers a question answers it. A new one is one file and its line here.
 */
export const exactSolutions: readonly ExactSolution[] = [
  dpoInRatios,
  marginClocks,
  separableClocks,
  hingeClock,
  discopopClock,
];

/** What the first solution that knows says. */
function first<T>(ask: (solution: ExactSolution) => T | undefined): T | undefined {
  for (const solution of exactSolutions) {
    const answer = ask(solution);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/**
 * Answers a question for many starts of a flow without integrating; undefined where nothing exact is known.
 */
export const exactSolver = (
  settings: ExactSettings,
  question: ExactQuestion,
  flow: Flow,
): ExactSolver | undefined => first((solution) => solution.solver(settings, question, flow));

/** Where a run from x0 ends exactly, if that is known. */
export const knownExtinction = (
  settings: ExactSettings,
  x0: readonly [number, number],
): ExactExtinction | undefined => first(({ extinction }) => extinction?.(settings, x0));

/** When a run from x0 is at a margin, as long as it has met no wall, if that is known. */
export const knownClock = (
  flow: Flow,
  x0: readonly [number, number],
): ((margin: number) => number) | undefined => first(({ clock }) => clock?.(flow, x0));
