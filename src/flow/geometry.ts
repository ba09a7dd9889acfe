import { z } from "zod";
import type { Reference } from "./loss.js";

/**
 * The metric K in which the loss gradient is followed: r' = −K(r)·∂L/∂r, K symmetric positive semi-definite.
 */
export interface Geometry {
  readonly name: string;
  /**
   * Velocity of (r1, r2) in scaled form, v = e^λ·v̂.
   *
   * @param gradient signs and logarithms of ∂L/∂r, as `Loss.logGradient` gives them, shape (4,)
   * @param out      v̂, shape (2,), larger component of size 1
   * @returns        λ, −Infinity where v = 0
   */
  velocity(r1: number, r2: number, gradient: Float64Array, out: Float64Array): number;
  /**
   * The direction K n / (nᵀKn) along which a wall with outward normal n takes the push across it away.
   *
   * @param n   outward normal, shape (2,), not zero
   * @param out shape (2,)
   */
  conormal(r1: number, r2: number, n: Float64Array, out: Float64Array): void;
}

/** How a geometry is named in a scenario and made from its parameters. */
export interface GeometryFamily {
  readonly name: string;
  readonly meaning: string;
  readonly parameters: z.ZodObject;
  create(parameters: Record<string, unknown>, reference: Reference): Geometry;
}

/** Geometry with K = diag(e^(a1), e^(a2)), where a_i = rate·(r_i + offset_i). Formed in logs: K may be 1e300. */
function diagonal(name: string, rate: number, offset: readonly [number, number]): Geometry {
  return {
    name,
    velocity(r1, r2, gradient, out) {
      // A response that is extinct stays so: its log-ratio of −∞ does not move.
      const l1 = r1 === -Infinity ? -Infinity : gradient[1] + rate * (r1 + offset[0]);
      const l2 = r2 === -Infinity ? -Infinity : gradient[3] + rate * (r2 + offset[1]);
      const top = Math.max(l1, l2);
      if (top === -Infinity) {
        out.fill(0);
        return top;
      }
      out[0] = -gradient[0] * Math.exp(l1 - top);
      out[1] = -gradient[2] * Math.exp(l2 - top);
      return top;
    },
    conormal(r1, r2, n, out) {
      const [a1, a2] = [rate * (r1 + offset[0]), rate * (r2 + offset[1])];
      const [c1, c2] = [a1 + 2 * Math.log(Math.abs(n[0])), a2 + 2 * Math.log(Math.abs(n[1]))];
      const top = Math.max(c1, c2);
      const across = Math.exp(c1 - top) + Math.exp(c2 - top);
      out[0] = n[0] === 0 ? 0 : Math.exp(c1 - top) / n[0] / across;
      out[1] = n[1] === 0 ? 0 : Math.exp(c2 - top) / n[1] / across;
    },
  };
}

/** x' = −∇ₓL, the field that arXiv:2404.04626 draws. */
export const ratio: GeometryFamily = {
  name: "ratio",
  meaning: "the gradient is taken in the probability ratios: x' = −∇ₓL",
  parameters: z.strictObject({}),
  create: () => diagonal("ratio", -2, [0, 0]),
};

/** Every geometry by name. */
export const geometries: Readonly<Record<string, GeometryFamily>> = { ratio };
