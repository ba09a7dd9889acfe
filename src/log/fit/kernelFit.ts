import type { Symmetric } from "../../model/geometry.js";

/** How a log moves along its line, as far as a constant kernel is concerned. */
export type KernelMotion =
  | "both-fall"
  | "both-rise"
  | "preferred-rises"
  | "dispreferred-only"
  | "margin-still"
  | "margin-shrinks";

/** The constant kernel that moves a margin loss along a line of given slope with least correlation. */
export interface KernelFit {
  motion: KernelMotion;
  /** [k11, k12, k22]; null where no constant kernel moves DPO this way. */
  matrix: Symmetric | null;
  /** Least correlation k12/√(k11 k22) that a kernel of this slope can have. */
  rhoMin: number | null;
  /** k11 − 2k12 + k22, the speed of the margin: m' = −speed·L'(m). */
  marginSpeed: number;
}

/** Slopes this close to 0 or 1 are those of a log that keeps one quantity exactly still. */
const STILL = 1e-9;

/** Least correlation of the kernels with slope s > 0. */
export const leastCorrelation = (slope: number): number =>
  slope > 0 ? Math.min(1, (2 * Math.sqrt(slope)) / (1 + slope)) : 0;

/**
 * The member with least correlation of the family of kernels that draw a line of slope s.
 *
 * Under r' = −K g with the gradient h·(−1, 1) of a margin loss, h > 0,
 *
 *     r1' = (k11 − k12)h     r2' = (k12 − k22)h     s = (k11 − k12)/(k12 − k22)     m' = (k11 − 2k12 + k22)h ≥ 0
 *
 * With k11 = 1 the slope gives k22 = k12 + (k12 − 1)/s, and k12 stays free. For s > 0 the squared correlation
 * k12²/k22 = s·k12²/((1 + s)k12 − 1) has its minimum where 2((1 + s)k12 − 1) = (1 + s)k12, that is at
 *
 *     k12 = 2/(1 + s)     k22 = 1/s     ρ_min = 2√s/(1 + s)     k11 − 2k12 + k22 = (1 − s)²/(s(1 + s))
 *
 * For 0 < s < 1 both responses fall (k12 > 1), for s > 1 both rise (k12 < 1); the opposite directions would
 * make the margin shrink, which no positive semi-definite K does. For s < 0 the preferred response rises and
 * the other falls: no correlation is needed, k12 = 0 and k22 = −1/s. As s → 0 that needs k22 → ∞; a log of
 * slope exactly 0, in which only the dispreferred response moves, has the limit with k22 = 1 instead.
 *
 * @param slope     s = Δr1/Δr2, finite
 * @param direction sign of Δr2 along the log
 */
export function fitKernel(slope: number, direction: 1 | -1): KernelFit {
  if (Math.abs(slope - 1) < STILL)
    return { motion: "margin-still", matrix: null, rhoMin: null, marginSpeed: 0 };
  if ((slope - 1) * direction < 0)
    return { motion: "margin-shrinks", matrix: null, rhoMin: null, marginSpeed: 0 };
  if (Math.abs(slope) < STILL)
    return { motion: "dispreferred-only", matrix: [0, 0, 1], rhoMin: 0, marginSpeed: 1 };
  if (slope < 0)
    return {
      motion: "preferred-rises",
      matrix: [1, 0, -1 / slope],
      rhoMin: 0,
      marginSpeed: 1 - 1 / slope,
    };
  return {
    motion: direction < 0 ? "both-fall" : "both-rise",
    matrix: [1, 2 / (1 + slope), 1 / slope],
    rhoMin: leastCorrelation(slope),
    marginSpeed: (1 - slope) ** 2 / (slope * (1 + slope)),
  };
}
