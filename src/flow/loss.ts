import type { z } from "zod";

/** π_ref: the reference probabilities p_w and p_l of the preferred and the dispreferred response, in (0, 1]. */
export interface Reference {
  preferred: number;
  dispreferred: number;
}

/**
 * A preference loss as a function of the log-ratios r1 = log x1 and r2 = log x2.
 *
 * Losses live in log space because that form is exact at both ends of the plane, where x itself under- or
 * overflows.
 */
export interface Loss {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** True when the loss depends on the margin m = r1 − r2 alone. */
  readonly margin: boolean;
  /** L(r1, r2). Either argument may be −Infinity, the limit of an extinct response. */
  value(r1: number, r2: number): number;
  /** ∂L/∂r into `out`, shape (2,). */
  gradient(r1: number, r2: number, out: Float64Array): void;
  /**
   * The same gradient as signs and logarithms, into `out`, shape (4,): [sign1, log|g1|, sign2, log|g2|], with
   * sign 0 and −Infinity for an exact zero. Stays in range where the gradient itself underflows.
   */
  logGradient(r1: number, r2: number, out: Float64Array): void;
}

/** How a loss is named in a scenario and made from its parameters. One per file in `losses/`. */
export interface LossFamily {
  readonly name: string;
  /** The loss in plain mathematical notation, for help texts. */
  readonly formula: string;
  readonly source: string;
  /** Types, defaults and ranges of the parameters; unknown keys are errors. */
  readonly parameters: z.ZodObject;
  /** @param parameters values that `this.parameters` has accepted */
  create(parameters: Record<string, unknown>, reference: Reference): Loss;
}
