import type { z } from "zod";
import type { DomainName } from "./domains/registry.js";

/** π_ref: the reference probabilities p_w and p_l of the preferred and the dispreferred response, in (0, 1]. */
export interface Reference {
  preferred: number;
  dispreferred: number;
}

/**
 * A smooth function of the log-ratios r1 = log x1 and r2 = log x2 with its gradient.
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
   * ∂L/∂r as signs and logarithms, into `out`, shape (4,): [sign1, log|g1|, sign2, log|g2|], with
   * −Infinity for a zero. Stays exact where the gradient itself under- or overflows, and gives the limit where
   * an argument is −Infinity.
   */
  logGradient(r1: number, r2: number, out: Float64Array): void;
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

/** A preference loss with its parameters filled in. */
export interface Loss extends Term {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** ∂L/∂r into `out`, shape (2,). */
  gradient(r1: number, r2: number, out: Float64Array): void;
  /** Absent for a loss that is smooth. On the line itself, `value` and the gradients are those of `above`. */
  readonly kink?: Kink;
  /** Whether the loss is defined here; absent where it is on the whole plane. */
  contains?(r1: number, r2: number): boolean;
  /** Domain at whose walls the loss ends whatever the domain of the scenario; absent where it does not. */
  readonly within?: DomainName;
}

/** Where a loss is smallest: on a line of constant margin, or at one point of the plane. */
export type RestPoint = { readonly margin: number } | { readonly r: readonly [number, number] };

/** How a loss is named in a scenario and made from its parameters. One per file in `losses/`. */
export interface LossFamily<Parameters = Record<string, unknown>> {
  readonly name: string;
  /** The name in full. */
  readonly title: string;
  /** The loss in plain mathematical notation, for help texts. */
  readonly formula: string;
  readonly source: string;
  /** Where the gradient vanishes, in words and symbols; `none` where it never does. */
  readonly restPoint: string;
  /** True for a loss of the margin alone whose slope never vanishes, so that nothing rests on the way, on a wall neither. */
  readonly restless?: boolean;
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
