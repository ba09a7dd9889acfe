import type { Report } from "./report/report.js";
import type { LogAnalysis } from "./trainingLog.js";

/**
 * `summary.json` of a training log: how it was read, what it shows, what was fitted, and the report in words.
 */
export function summariseLog(
  { log, facts, line, kernel, flow, misfits }: LogAnalysis,
  report: Report,
  version: string,
) {
  const { name, beta, clock, origin, source } = log;
  const last = log.rows[log.rows.length - 1];
  return {
    log: name,
    version,
    source: { ...source, beta: { value: beta, ...source.beta }, clock, origin },
    facts,
    fit: {
      slope: line?.slope ?? null,
      slopeInterval: line?.slopeInterval ?? null,
      intercept: line?.intercept ?? null,
      interceptInterval: line?.interceptInterval ?? null,
      slopeWithIntercept: line?.slopeWithIntercept ?? null,
      slopeWithInterceptInterval: line?.slopeWithInterceptInterval ?? null,
      rhoMin: kernel?.rhoMin ?? null,
      kernel: kernel?.matrix ?? null,
      motion: kernel?.motion ?? null,
      timePerStep: flow?.time.timePerStep ?? null,
      rSquared: line?.rSquared ?? null,
      rSquaredWithIntercept: line?.rSquaredWithIntercept ?? null,
      marginRSquared: flow?.time.marginRSquared ?? null,
      residualSpread: line?.residualSpread ?? null,
      largestResidual: line?.largestResidual ?? null,
      residualAutocorrelation: line?.residualAutocorrelation ?? null,
      errorCorrelation: line?.errorCorrelation ?? null,
      misfits,
    },
    simulated: flow && {
      start: [1, 1],
      status: flow.run.status,
      t: flow.run.t,
      x: flow.run.x,
      loss: flow.run.loss,
    },
    alternatives: flow?.alternatives && {
      from: { [clock]: last.step, r1: last.r1, r2: last.r2 },
      runs: flow.alternatives,
    },
    report: [...report.summary, ...report.sections.flatMap(({ sentences }) => sentences)],
  };
}
