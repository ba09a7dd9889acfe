/** Writes dy/ds at (s, y) into `dy`; both arrays have shape (dimension,). */
export type Derivative = (s: number, y: ArrayLike<number>, dy: Float64Array) => void;

/**
 * Writes the signs and logarithms of dy/ds at (s, y) into `out`, shape (2·dimension,): [sign, log|dy0|, sign,
 * log|dy1|, …], with −Infinity for a zero.
 */
export type LogDerivative = (s: number, y: ArrayLike<number>, out: Float64Array) => void;

/** Error weights of one component: a step is accepted when |error| ≤ absolute + relative·|y|. */
export interface Tolerance {
  relative: number[];
  absolute: number[];
}

/**
 * A condition on the state that is located where `value` rises through zero.
 *
 * @typeParam Status what a solution that it ends can be called; the same for the types below
 */
export interface Event<Status> {
  /** Continuous in y; negative before the event. */
  value(y: ArrayLike<number>): number;
  /** Looked at only at the ends of steps, for a value that is costly and crosses zero once. */
  atStepEnds?: boolean;
  /**
   * For one whose exact place does not matter, so that nothing is spent on it: where the interpolant has it, or
   * before it, at the start of the step.
   */
  placed?: "roughly" | "before" | undefined;
  /**
   * Only taken note of: the phase goes on. It may be shown again, so that its value stays negative once it is
   * noted.
   */
  passing?: boolean;
  /** What happens at the located state; undefined for one that is passing. */
  apply(s: number, y: Float64Array): Transition<Status> | undefined;
}

/**
 * A stretch of the solution that obeys one smooth right-hand side. Where the equation changes (a wall is
 * reached, a component dies) an event ends the phase and names the next one.
 */
export interface Phase<Status> {
  derivative: Derivative;
  /** True where explicit steps would be held back by stability: then a linearly implicit method is used. */
  stiff?: boolean;
  /** `derivative` in logs, for a stiff phase whose rates may leave the range of doubles. */
  logDerivative?: LogDerivative;
  /** In place of that of the problem, where a phase has one of its own. */
  tolerance?: Tolerance;
  /**
   * Watched on every accepted step, in the order in which they happen; the first with a transition ends the
   * phase.
   */
  events: readonly Event<Status>[];
  /**
   * Distance, after the step just accepted, to a point ahead at which the right-hand side changes abruptly
   * and which the solution approaches without passing (a stiff rest point); Infinity while none is in sight.
   * Steps are kept short of it, which saves the rejections of running into it.
   */
  ahead?: (y: Float64Array) => number;
  /** Looks at the end of every accepted step and may end the phase there. */
  afterStep?: (s: number, y: Float64Array) => Transition<Status> | undefined;
  /** Puts a computed state back on what the phase keeps exactly, such as a wall. In place. */
  restore?: (y: Float64Array) => void;
}

/** The way out of a phase: on to another one, or to the end of the solution. */
export type Transition<Status> =
  | { next: Phase<Status>; y: Float64Array }
  | { status: Status; y: Float64Array };

/**
 * A piecewise smooth initial value problem on s ≥ 0.
 *
 * @typeParam Status the names that its transitions give to the ways in which a solution can end
 */
export interface Problem<Status> {
  dimension: number;
  y0: Float64Array;
  phase: Phase<Status>;
  tolerance: Tolerance;
  /** Largest number of steps, accepted and rejected, over all phases. */
  maxSteps: number;
  /**
   * False to find events without dense output, from the ends of steps: twice as fast, for ensembles. A step
   * that leaves doubt is hopped through again. Default: true.
   */
  dense?: boolean;
}
