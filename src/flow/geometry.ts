import type { z } from "zod";
import type { Reference } from "./loss.js";

/**
 * The metric K in which the loss gradient is followed: r' = −K(r)·∂L/∂r, K symmetric positive semi-definite.
 */
export interface Geometry {
  readonly name: string;
  /**
   * Velocity of (r1, r2) in scaled form, v = e^λ·v̂. A response that is extinct (r_i = −Infinity) stays so:
   * its component is 0.
   *
   * @param gradient signs and logarithms of ∂L/∂r, as `Loss.logGradient` gives them, shape (4,)
   * @param out      v̂, shape (2,), larger component of size 1
   * @returns        λ, −Infinity where v = 0
   */
  velocity(r1: number, r2: number, gradient: Float64Array, out: Float64Array): number;
  /**
   * The direction K n / (nᵀKn) along which a wall with outward normal n takes the push across it away. Zero
   * where nᵀKn = 0: there K n = 0 too, and nothing moves across the wall.
   *
   * @param n   outward normal, shape (2,), not zero
   * @param out shape (2,)
   */
  conormal(r1: number, r2: number, n: Float64Array, out: Float64Array): void;
  /** True where K has rank 1 or less: every trajectory is a straight line in r, whatever the loss. */
  readonly singular?: boolean;
  /** Whether the metric is defined here; absent where it is on the whole plane. */
  contains?(r1: number, r2: number): boolean;
}

/** How a geometry is named in a scenario and made from its parameters. One per file in `geometries/`. */
export interface GeometryFamily<Parameters = Record<string, unknown>> {
  readonly name: string;
  /** K in plain mathematical notation, for help texts. */
  readonly formula: string;
  readonly meaning: string;
  /** What a point needs to lie where the metric is defined, for messages; goes with `Geometry.contains`. */
  readonly needs?: string;
  /** Types, defaults and ranges of the parameters; unknown keys are errors. */
  readonly parameters: z.ZodObject;
  /** @param parameters values that `this.parameters` has accepted */
  create(parameters: Parameters, reference: Reference): Geometry;
}
