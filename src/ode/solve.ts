import type { Found } from "./found.js";
import { type Located, locate } from "./locate.js";
import { advance, integratePhase } from "./method.js";
import { type Cost, EVALUATIONS_PER_STEP, OutOfBudget, type Step, type StepOutcome } from "./odex.js";
import type { Event, Phase, Problem, Tolerance, Transition } from "./problem.js";
import type { Breakdown, Leg, Solution } from "./solution.js";
import { watch } from "./watch.js";
import { ROUGH, watchEnds } from "./watchEnds.js";

/**
 * The clock never needs more than this: it counts log-distance travelled plus time in units of the horizon.
 */
const S_END = 1e15;

/**
 * Share of the way to a point ahead that the next stretch covers. At 0.9 and at 0.99 runs spend as many
 * evaluations, at 0.5 they spend 4 % more.
 */
const SHORT_OF = 0.95;

/**
 * A trial point outside the domain of the right-hand side shortens the step so many times before giving up,
 * each time to a quarter: below 1e-18 in the end, which is nothing beside the clock.
 */
const RETRIES = 30;

/** An event where the integrator puts it. */
interface Happening<Status> extends Located {
  event: Event<Status>;
}

const NOTHING: readonly Happening<never>[] = [];

/**
 * The events of one step, found on the solution itself: a hop leads from each place looked at to the next.
 */
function lookCloser<Status>(
  phase: Phase<Status>,
  step: Step,
  tolerance: Tolerance,
  cost: Cost,
): readonly Found<Status>[] {
  const places = [{ s: step.s0, y: step.y0 }];
  const at = (s: number): Float64Array => {
    // The first place stays: a root finder may ask for one before it, by rounding.
    while (places.length > 1 && places[places.length - 1].s > s) places.pop();
    const last = places[places.length - 1];
    if (last.s < s) places.push({ s, y: advance(phase, last.s, last.y, s, tolerance, cost) });
    return places[places.length - 1].y;
  };
  return watch(phase, step.y0)({ ...step, dense: (i, s) => at(s)[i] });
}

/** Where an event of a step is said to happen that was found at `s`. */
function placed<Status>(
  phase: Phase<Status>,
  step: Step,
  event: Event<Status>,
  s: number,
  tolerance: Tolerance,
  cost: Cost,
): Located {
  const { s0, y0 } = step;
  if (event.placed === "before") return { s: s0, y: Float64Array.from(y0), converged: true };
  if (event.placed === "roughly")
    return { s, y: advance(phase, s0, y0, s, tolerance, cost), converged: true };
  return locate(phase, step, event, s, tolerance, cost);
}

/**
 * Where the events of a step happen, in order.
 *
 * @param found what watching the step gave: undefined where it has to be looked at more closely
 */
function happenings<Status>(
  phase: Phase<Status>,
  step: Step,
  found: readonly Found<Status>[] | undefined,
  tolerance: Tolerance,
  cost: Cost,
): readonly Happening<Status>[] {
  if (found?.length === 0) return NOTHING;
  const place = ({ event, s }: Found<Status>) => ({
    event,
    ...placed(phase, step, event, s, tolerance, cost),
  });
  const first = found?.map(place);
  // A cubic may put an event where it is not; dense output and hops do not.
  const sure = first && (step.dense || first.every(({ converged }) => converged));
  const happening = sure ? first : lookCloser(phase, step, tolerance, cost).map(place);
  return happening.sort((a, b) => a.s - b.s);
}

/**
 * A hop that cannot be made, while an event is located, ends a solution as a step would: its status is a
 * value.
 */
function guarded(run: () => StepOutcome): StepOutcome {
  try {
    return run();
  } catch (error) {
    if (error instanceof OutOfBudget) return "step-limit";
    throw error;
  }
}

/** Where one phase ends, and with what: a transition, unless the integrator has broken down. */
interface End<Status> {
  s: number;
  y: Float64Array;
  out: Transition<Status> | Breakdown;
}

/** How a solution is computed from here on: with dense output once a step without it has missed something. */
interface Manner {
  dense: boolean;
}

/**
 * Integrates one phase from the start of its leg until a transition ends it, and adds the steps to the leg.
 */
function runPhase<Status>(
  { tolerance: usual, maxSteps }: Problem<Status>,
  { phase, nodes }: Leg<Status>,
  manner: Manner,
  cost: Cost,
): End<Status> {
  const { tolerance = usual } = phase;
  let { s, y } = nodes[0];
  // The stiff method's dense output costs nothing.
  let find = manner.dense || phase.stiff ? watch(phase, y) : watchEnds(phase, y, tolerance, cost);
  let out: Transition<Status> | undefined;
  // A stiff phase counts plain time, in which a rest point may be sixty decades away.
  const end = phase.stiff ? Number.MAX_VALUE : S_END;
  let stretch = end;
  const onStep = (step: Step): boolean => {
    const found = find(step);
    if (found === ROUGH) {
      cost.steps--;
      cost.rejected++;
      manner.dense = true;
      find = watch(phase, y);
      return false;
    }
    for (const { event, s: at, y: state } of happenings(phase, step, found, tolerance, cost)) {
      out = event.apply(at, state);
      if (!out) continue;
      [s, y] = [at, state];
      return false;
    }
    [s, y] = [step.s1, step.y1];
    out = phase.afterStep?.(s, y);
    if (out) return false;
    nodes.push({ s, y });
    const ahead = phase.ahead?.(y) ?? Number.POSITIVE_INFINITY;
    if (ahead > 2 * (step.s1 - step.s0)) return true;
    stretch = SHORT_OF * ahead;
    return false;
  };
  for (let retries = 0; ; ) {
    const to = stretch === end ? end : s + stretch;
    const left = maxSteps - cost.steps - cost.rejected;
    const outcome = guarded(() =>
      integratePhase(phase, s, y, to, tolerance, left, cost, onStep, manner.dense),
    );
    if (out) return { s, y, out };
    if (outcome === "step-limit") return { s, y, out: outcome };
    if (outcome === "non-finite") {
      // The solution may be fine where a trial stage of a long step was not.
      stretch = Math.min(stretch, 1) / 4;
      if (++retries > RETRIES) return { s, y, out: outcome };
    } else if (outcome === "done") {
      if (stretch === end) return { s, y, out: "step-limit" };
      stretch *= 2;
    }
  }
}

/**
 * Integrates a piecewise smooth problem from phase to phase until a transition names a status.
 *
 * @returns a solution whose status is a value: "step-limit" and "non-finite" keep everything computed so far
 */
export function solve<Status>(problem: Problem<Status>): Solution<Status> {
  const { tolerance, maxSteps } = problem;
  const cost: Cost = { steps: 0, rejected: 0, evaluations: 0, limit: EVALUATIONS_PER_STEP * maxSteps };
  const solution = (status: Status | Breakdown, s: number, y: Float64Array): Solution<Status> => {
    const { limit: _limit, ...stats } = cost;
    return { status, s, y, legs, stats, tolerance };
  };
  const manner: Manner = { dense: problem.dense ?? true };
  const legs: Leg<Status>[] = [];
  let [phase, from, y0] = [problem.phase, 0, problem.y0];
  for (;;) {
    const leg: Leg<Status> = { phase, nodes: [{ s: from, y: y0.slice() }], sEnd: from };
    legs.push(leg);
    const { s, y, out } = runPhase(problem, leg, manner, cost);
    leg.sEnd = s;
    if (typeof out === "string") return solution(out, s, y);
    if ("status" in out) return solution(out.status, s, out.y);
    [phase, from, y0] = [out.next, s, out.y];
  }
}
