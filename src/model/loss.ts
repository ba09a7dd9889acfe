import type { z } from "zod";
import type { DomainName } from "./domains/registry.js";
import type { Reference } from "./reference.js";

/**
 * A smooth function of the log-ratios r1 = log x1 and r2 = log x2 with its gradient: what losses that have a
 * potential are written down with.
 *
 * Losses live in log space because that form is exact at both ends of the plane, where x itself under- or
 * overflows.
 */
export interface Term {
  /** True when it depends on the margin m = r1 − r2 alone. */
  readonly margin: boolean;
  /** L(r1, r2). Either argument may be −Infinity, the limit of an extinct response. */
  value(r1: number, r2: number): number;
  /**
   * ∂L/∂r as signs and logarithms, into `out`, shape (4,): [sign1, log|g1|, sign2, log|g2|], with −Infinity
   * for a zero. Stays exact where the gradient itself under- or overflows, and gives the limit where an
   * argument is −Infinity.
   */
  logGradient(r1: number, r2: number, out: Float64Array): void;
  /**
   * ∂L/∂r in plain doubles, into `out`, shape (2,), as accurate as `logGradient` and several times as fast.
   * NaN where a factor leaves the safe range, so that 0 means 0. May be left out.
   */
  plainGradient?(r1: number, r2: number, out: Float64Array): void;
}

/** A line on which a loss changes slope. */
export interface Kink {
  /** Linear in r: 0 on the line, below 0 on the side of `below`. */
  value(r1: number, r2: number): number;
  /** Gradient of `value`, which is constant. */
  readonly normal: readonly [number, number];
  /** The smooth branch that holds where `value` < 0, defined on the whole plane. */
  readonly below: Loss;
  /** The smooth branch that holds where `value` > 0, defined on the whole plane. */
  readonly above: Loss;
}

/**
 * A preference loss with its parameters filled in: a force f on the log-ratios, which a flow follows as r' =
 * K f, and the value that a training log would report.
 *
 * For most losses the value is the potential of the force, f = −∂L/∂r. Where part of a loss is held fixed
 * while the gradient is taken (a stop-gradient), the force is not the negative gradient of the value that is
 * logged, nor need it be that of any other function.
 */
export interface Loss {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether f = −∂L/∂r, so that the value falls along every run and rest points are its minima. */
  readonly conservative: boolean;
  /** True when value and force depend on the margin m = r1 − r2 alone and f1 = −f2. */
  readonly margin: boolean;
  /**
   * True for a loss of the margin alone whose force never vanishes: nothing rests on the way, on a wall
   * neither.
   */
  readonly restless: boolean;
  /** L(r1, r2). Either argument may be −Infinity, the limit of an extinct response. */
  value(r1: number, r2: number): number;
  /**
   * f as signs and logarithms, into `out`, shape (4,): [sign1, log|f1|, sign2, log|f2|], with −Infinity for a
   * zero. Stays exact where the force itself under- or overflows, and gives the limit where an argument is
   * −Infinity.
   */
  logForce(r1: number, r2: number, out: Float64Array): void;
  /**
   * f in plain doubles, into `out`, shape (2,), as accurate as `logForce` and several times as fast. NaN where
   * a factor leaves the safe range, so that 0 means 0. Absent for a loss that is only given in logs.
   */
  plainForce?(r1: number, r2: number, out: Float64Array): void;
  /** f into `out`, shape (2,). */
  force(r1: number, r2: number, out: Float64Array): void;
  /** Absent for a loss that is smooth. On the line itself, value and force are those of `above`. */
  readonly kink?: Kink;
  /** Whether the loss is defined here; absent where it is on the whole plane. */
  contains?(r1: number, r2: number): boolean;
  /** Domain at whose walls the loss ends whatever the domain of the scenario; absent where it does not. */
  readonly within?: DomainName;
}

/**
 * Where the force of a loss vanishes and all around points there: a line of constant margin, or one point.
 */
export type RestPoint = { readonly margin: number } | { readonly r: readonly [number, number] };

/** How a loss is named in a scenario and made from its parameters. One per file in `losses/`. */
export interface LossFamily<Parameters = Record<string, unknown>> {
  readonly name: string;
  /** The name in full. */
  readonly title: string;
  /** The loss in plain mathematical notation, for help texts. */
  readonly formula: string;
  readonly source: string;
  /** Where the force vanishes, in words and symbols; `none` where it never does. */
  readonly restPoint: string;
  /** What a point needs to lie where the loss is defined, for messages; goes with `Loss.contains`. */
  readonly needs?: string;
  /** Types, defaults and ranges of the parameters; unknown keys are errors. */
  readonly parameters: z.ZodObject;
  /** @param parameters values that `this.parameters` has accepted */
  create(parameters: Parameters, reference: Reference): Loss;
  /** `restPoint` as numbers, where it is known in closed form. */
  restAt?(parameters: Parameters, reference: Reference): RestPoint;
  /** What is wrong with parameters and reference taken together; `path` is that of the scenario's key. */
  problem?(parameters: Parameters, reference: Reference): { path: string; message: string } | undefined;
}
