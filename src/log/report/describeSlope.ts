import { leastCorrelation } from "../fit/kernelFit.js";
import type { LogAnalysis } from "../trainingLog.js";
import { between, figure } from "./wording.js";

/** What one response does for each nat of the other. */
function trade(slope: number, falling: boolean): string {
  const other = falling ? "loses" : "gains";
  const own = slope < 0 === falling ? "gains" : "loses";
  return `For each nat that the dispreferred response ${other}, the preferred one ${own} ${figure(Math.abs(slope))}`;
}

/** What a log says about its slope, and about the kernels that have it. */
export function describeSlope({ line, kernel, facts }: LogAnalysis): string[] {
  if (!line || !kernel) {
    return [
      "r2 is 0 in every row, so the log has no slope Δr1/Δr2: the dispreferred response does not move at all. No kernel can be fitted.",
    ];
  }
  const { slope, slopeInterval } = line;
  const falling = facts.dispreferred.last < 0;
  const fitted = `${trade(slope, falling)}: slope s = Δr1/Δr2 = ${figure(slope)} through (0, 0), where DPO starts; 95 % interval ${between(slopeInterval)}.`;
  const { motion, matrix, rhoMin } = kernel;
  if (motion === "margin-still") {
    return [
      fitted,
      "With s = 1 the margin stays where it is. DPO does not move at all under a kernel that allows that (k11 − 2k12 + k22 = 0), so no constant kernel fits.",
    ];
  }
  if (!matrix || rhoMin === null) {
    return [
      fitted,
      "Along this line the margin shrinks. Under DPO m' = (k11 − 2k12 + k22)·βσ(−βm) cannot be negative, whatever the kernel: no constant kernel fits. Are chosen and rejected the right way round, and is the loss DPO?",
    ];
  }
  const ends = slopeInterval.map(leastCorrelation).sort((a, b) => a - b) as [number, number];
  const least =
    rhoMin > 0
      ? `A constant kernel K moves DPO along this line only if its correlation ρ = k12/√(k11·k22) is at least ρ_min = 2√s/(1 + s) = ${figure(rhoMin)} (${between(ends)} for slopes in the interval): so nearly parallel are the gradients of the two log-probabilities.`
      : "A preferred response that does not fall needs no correlation between the gradients of the two log-probabilities: ρ_min = 0.";
  const member = `K = [${matrix.map((k) => figure(k, 4)).join(", ")}]`;
  const free =
    motion === "dispreferred-only"
      ? `The kernel shown is ${member} (k22 = 1), the limit of the family with k11 = 1. A line fixes only s: one degree of freedom of the kernel stays free.`
      : `A line fixes only s: one degree of freedom of the kernel stays free. With k11 = 1 every k12 between ${figure(Math.min(1, 1 / slope))} and ${figure(Math.max(1, 1 / slope))} draws the same line (ρ = ${slope > 0 ? "1 at both ends" : "±1 at the ends"}); shown is the member with least correlation, ${member}.`;
  return [fitted, least, free];
}
