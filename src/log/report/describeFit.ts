import { leastCorrelation } from "../fit/kernelFit.js";
import type { LineFit } from "../fit/lineFit.js";
import type { LogClock } from "../log.js";
import type { LogAnalysis } from "../trainingLog.js";
import { at, between, figure, list, percent, position, signed } from "./wording.js";

function describeLine({ rSquared, largestResidual }: LineFit, clock: LogClock): string {
  const { step, r1, fitted, residual } = largestResidual;
  const share =
    rSquared === null
      ? "r1 is the same in every row, so R² means nothing"
      : rSquared < 0
        ? `R² = ${figure(rSquared)}, below 0: the line through (0, 0) fits worse than a constant would`
        : `R² = ${figure(rSquared)}: the line through (0, 0) explains ${percent(rSquared)} of the variance of r1 about its mean`;
  return `${share}. The largest residual is ${signed(residual)} nats at ${at(clock, step)} (r1 = ${figure(r1)}, on the line ${figure(fitted)}).`;
}

function describeIntercept({ line, kernel, facts, misfits }: LogAnalysis): string[] {
  if (!line) return [];
  const { slopeWithIntercept, slopeWithInterceptInterval, intercept, interceptInterval } = line;
  if (
    slopeWithIntercept === null ||
    !slopeWithInterceptInterval ||
    intercept === null ||
    !interceptInterval
  ) {
    return [];
  }
  const r2 = line.rSquaredWithIntercept === null ? "" : `, R² = ${figure(line.rSquaredWithIntercept)}`;
  const free = `With a free intercept the slope is ${figure(slopeWithIntercept)} (95 % interval ${between(slopeWithInterceptInterval)}) and the intercept ${signed(intercept)} nats (${between(interceptInterval)})${r2}.`;
  if (!misfits.includes("intercept")) {
    const holds = interceptInterval[0] <= 0 && interceptInterval[1] >= 0;
    return [
      holds
        ? `${free} The two slopes agree as far as this log can tell: the intercept's interval holds 0.`
        : `${free} The intercept's interval leaves out 0, but not by more than chance may, or the two slopes agree within 5 %.`,
    ];
  }
  const needs =
    kernel?.rhoMin && slopeWithIntercept > 0
      ? ` Taken by itself, ${figure(slopeWithIntercept)} would need ρ ≥ ${figure(leastCorrelation(slopeWithIntercept))}.`
      : "";
  const bend = facts.halves
    ? ` The slope is ${figure(facts.halves[0])} over the first half of the rows and ${figure(facts.halves[1])} over the second.`
    : "";
  return [
    `${free} The two slopes disagree: the intercept's interval leaves out 0, so the log does not follow one straight line from where DPO starts, and s is an average over a path that bends.${bend}${needs}`,
  ];
}

/** What the intervals know of the errors. */
function describeErrors(correlation: number | null): string {
  const both = "The intervals allow for noise in both responses";
  if (correlation === null) {
    return `${both}, but take errors to be independent: the rows are too few to tell, so they may be wider in truth`;
  }
  if (correlation === 0) return `${both}, and take errors to be independent, as they seem to be`;
  return `${both}, and for a correlation of neighbouring errors of ${figure(correlation)}`;
}

function describeResiduals({ line, log, misfits }: LogAnalysis): string {
  if (!line) return "";
  const allowed = describeErrors(line.errorCorrelation);
  const correlation = line.residualAutocorrelation;
  if (correlation === null) return `${allowed}.`;
  const chance = 2 / Math.sqrt(line.rows);
  if (!misfits.includes("systematic")) {
    return `${allowed}. The correlation of neighbouring residuals is ${figure(correlation)}, ${Math.abs(correlation) <= chance ? `within what chance gives ${line.rows} rows (±${figure(chance)})` : "which changes little"}.`;
  }
  const stretch = (side: string, run: [number, number] | null) =>
    run && run[1] > run[0] ? [`${side} the line from ${at(log.clock, run[0])} to ${position(run[1])}`] : [];
  const runs = [...stretch("above", line.longestAbove), ...stretch("below", line.longestBelow)];
  const where = runs.length > 0 ? `: the log stays ${list(runs)}` : "";
  return `Neighbouring residuals are correlated (${figure(correlation)})${where}. ${allowed}.`;
}

function describeTime({ flow, kernel, log, facts, misfits }: LogAnalysis): string[] {
  if (!kernel?.matrix) return [];
  if (!flow) {
    return [
      `The margins do not grow from 0 with the ${log.clock}s, so no time per ${log.clock} can be fitted and nothing is simulated.`,
    ];
  }
  const { timePerStep, marginRSquared, largestMarginError } = flow.time;
  const { r1, r2 } = flow.curve[flow.curve.length - 1];
  const ends = `the simulated flow from (0, 0) ends at r1 = ${figure(r1)}, r2 = ${figure(r2)}, the log at r1 = ${figure(facts.preferred.last)}, r2 = ${figure(facts.dispreferred.last)}`;
  const pace = `One ${log.clock} is worth ${figure(timePerStep)} units of gradient-flow time × ${kernel.motion === "dispreferred-only" ? "k22" : "k11"}. At that constant pace ${ends}.`;
  if (marginRSquared === null) return [pace];
  const { step, error } = largestMarginError;
  const share =
    marginRSquared < 0
      ? `The simulated margin fits worse than a constant would (R² = ${figure(marginRSquared)})`
      : `The simulated margin explains ${percent(marginRSquared)} of the variance of the logged one`;
  const verdict = misfits.includes("timing") ? ": the pace does not fit" : "";
  return [
    `${pace} ${share}${verdict}; it is farthest off at ${at(log.clock, step)}, where the logged margin is ${figure(Math.abs(error))} nats ${error > 0 ? "above" : "below"} it.`,
  ];
}

/** How well a straight line, and a flow at a constant pace along it, describe a log. */
export function describeFit(analysis: LogAnalysis): string[] {
  const { line, log } = analysis;
  if (!line) return [];
  return [
    describeLine(line, log.clock),
    ...describeIntercept(analysis),
    describeResiduals(analysis),
    ...describeTime(analysis),
  ];
}
