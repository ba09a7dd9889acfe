import type { z } from "zod";
import type { MarginMotion } from "./marginMotion.js";
import type { Parametrisation } from "./parametrisation.js";
import type { Reference } from "./reference.js";

/** [k11, k12, k22] of a symmetric matrix. */
export type Symmetric = readonly [k11: number, k12: number, k22: number];

/**
 * The mobility K with which the force f of a loss is followed: r' = K(r)·f, K symmetric positive
 * semi-definite.
 */
export interface Mobility {
  /**
   * Velocity of (r1, r2) in scaled form, v = e^λ·v̂. A response that is extinct (r_i = −Infinity) stays so:
   * its component is 0.
   *
   * @param force signs and logarithms of f, as `Loss.logForce` gives them, shape (4,)
   * @param out   v̂, shape (2,), larger component of size 1
   * @returns     λ, −Infinity where v = 0
   */
  velocity(r1: number, r2: number, force: Float64Array, out: Float64Array): number;
  /**
   * The same velocity as signs and logarithms, into `out`, shape (4,): exact where one component dwarfs the
   * other.
   */
  logVelocity(r1: number, r2: number, force: Float64Array, out: Float64Array): void;
  /**
   * log of det K / (nᵀKn), the mobility along a wall with outward normal n: the projected velocity there is
   * t (tᵀf) det K / (nᵀKn) with the tangent t = (n2, −n1). −Infinity where nothing moves along the wall.
   *
   * @param logN1 logarithms of the components of n, which are not negative
   */
  logMobility(r1: number, r2: number, logN1: number, logN2: number): number;
  /**
   * K f in plain doubles, as accurate as `velocity` and several times as fast: for log-ratios up to 150 and
   * a force whose components are safe (`isSafe`). NaN, or a size that is not safe, where it
   * leaves the safe range, so that 0 means 0. May be left out.
   */
  plainVelocity?(r1: number, r2: number, force: Float64Array, out: Float64Array): void;
  /** det K / (nᵀKn) in plain doubles, under the same conditions; goes with `plainVelocity`. */
  plainMobility?(r1: number, r2: number, n1: number, n2: number): number;
}

/** A geometry with its parameters filled in: a mobility, and all that is special about it. */
export interface Geometry extends Mobility {
  readonly name: string;
  /** The coordinates in which the policy at (r1, r2) takes its steps. */
  parametrise(r1: number, r2: number): Parametrisation;
  /** K where it is the same everywhere. */
  readonly constant?: Symmetric;
  /** How losses of the margin alone move; absent where that is not known in closed form. */
  readonly motion?: MarginMotion;
  /**
   * The one direction of motion where K has rank 1: every trajectory is then a straight line, whatever the
   * loss.
   */
  readonly direction?: readonly [number, number];
  /** True where the flow stays inside the simplex by itself, so that it has no walls to meet. */
  readonly keepsSimplex?: boolean;
  /** Whether a trajectory can start here; absent where it can anywhere. */
  contains?(r1: number, r2: number): boolean;
}

/** How a geometry is named in a scenario and made from its parameters. One per file in `geometries/`. */
export interface GeometryFamily<Parameters = Record<string, unknown>> {
  readonly name: string;
  /** K in plain mathematical notation, for help texts. */
  readonly formula: string;
  readonly meaning: string;
  /** What a point needs to lie where K is defined, for messages; goes with `Geometry.contains`. */
  readonly needs?: string;
  /** Types, defaults and ranges of the parameters; unknown keys are errors. */
  readonly parameters: z.ZodObject;
  /** @param parameters values that `this.parameters` has accepted */
  create(parameters: Parameters, reference: Reference): Geometry;
}
