import { z } from "zod";
import type { Geometry, GeometryFamily, Symmetric } from "../geometry.js";
import { lines, type MarginMotion } from "../marginMotion.js";
import { fullMatrix } from "./matrix.js";

/** Why a matrix cannot be a kernel, or undefined. Lets a singular matrix pass whose entries are rounded. */
function indefinite([k11, k12, k22]: Symmetric): string | undefined {
  const name = `[${k11}, ${k12}, ${k22}] is not positive semi-definite`;
  if (k11 < 0) return `${name}: k11 = ${k11} < 0`;
  if (k22 < 0) return `${name}: k22 = ${k22} < 0`;
  const limit = Math.sqrt(k11) * Math.sqrt(k22);
  if (Math.abs(k12) <= limit * (1 + 4 * Number.EPSILON)) return undefined;
  return `${name}: |k12| = ${Math.abs(k12)} > √(k11·k22) = ${limit}`;
}

/** Whether rounding can no longer tell a matrix from one of rank 1. */
const isSingular = ([k11, k12, k22]: Symmetric) => k11 * k22 - k12 * k12 <= 8 * Number.EPSILON * k11 * k22;

/** A c below this share of the trace is what rounding leaves of equal gradients, which move no margin. */
const STILL = 1e-12;

function motionOf([k11, k12, k22]: Symmetric): MarginMotion | undefined {
  const c = k11 - 2 * k12 + k22;
  return c > STILL * (k11 + k22) ? lines(c, (k11 - k12) / c, (k12 - k22) / c) : undefined;
}

/**
 * A network that is linear in two parameters: r = r(0) + φ θ, θ = 0 at the start, with the symmetric root φ
 * of K for its features. By Cayley and Hamilton φ = (K + √(det K)·1)/√(tr K + 2√(det K)).
 */
function linearNetwork([k11, k12, k22]: Symmetric): Geometry["parametrise"] {
  const root = Math.sqrt(Math.max(0, k11 * k22 - k12 * k12));
  const scale = Math.sqrt(k11 + k22 + 2 * root) || 1;
  const [a, b, c] = [(k11 + root) / scale, k12 / scale, (k22 + root) / scale];
  return (r1, r2) => ({
    start: new Float64Array(2),
    logRatios(theta, out) {
      out[0] = r1 + a * theta[0] + b * theta[1];
      out[1] = r2 + b * theta[0] + c * theta[1];
    },
    pullBack(_theta, force, out) {
      out[0] = a * force[0] + b * force[1];
      out[1] = b * force[0] + c * force[1];
    },
  });
}

/**
 * K constant: the Gram matrix of ∇_θ log π_w and ∇_θ log π_l of a network that both responses share. With
 * k12 > k11 the preferred response falls too (likelihood displacement).
 */
export const kernel: GeometryFamily<{ matrix: Symmetric }> = {
  name: "kernel",
  formula: "K = [[k11, k12], [k12, k22]]",
  meaning: "a shared network: K is the Gram matrix of ∇log π_w and ∇log π_l",
  parameters: z.strictObject({
    matrix: z
      .tuple([z.number(), z.number(), z.number()])
      .refine((matrix) => !indefinite(matrix), {
        error: ({ input }) => indefinite(input as Symmetric) ?? "",
      })
      .default([1, 0, 1])
      .describe("[k11, k12, k22], positive semi-definite"),
  }),
  create({ matrix }) {
    const [k11, k12, k22] = matrix;
    const motion = motionOf(matrix);
    const geometry = {
      name: "kernel",
      ...fullMatrix((_r1, _r2, k) => {
        k[0] = k11;
        k[1] = k12;
        k[2] = k22;
      }),
      parametrise: linearNetwork(matrix),
      constant: matrix,
      ...(motion && { motion }),
    };
    if (!isSingular(matrix)) return geometry;
    const direction = [Math.sqrt(k11), (k12 < 0 ? -1 : 1) * Math.sqrt(k22)] as const;
    return { ...geometry, direction, logMobility: () => -Infinity, plainMobility: () => 0 };
  },
};
