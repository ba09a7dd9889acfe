import { measureText } from "../../src/figure/kit/text/measure.js";
import { createStyle, type PresetName } from "../../src/figure/kit/theme.js";
import { forMetrics } from "../../src/measure/registry.js";
import type { Sample } from "../../src/run/sample.js";
import type { Scenario } from "../../src/scenario/schema.js";
import type { PanelResult, Run } from "../../src/simulate/run.js";

const BETA = 0.1;

export const style = (name: PresetName = "screen", changes: Parameters<typeof createStyle>[2] = {}) =>
  createStyle(name, measureText, changes);

export function settings(
  starts: Scenario["starts"],
  changes: Partial<Scenario> = {},
): PanelResult["settings"] {
  return {
    name: "fixture",
    title: "A fixture",
    loss: { name: "dpo", beta: BETA },
    reference: { preferred: 1, dispreferred: 1 },
    geometry: { name: "ratio" },
    domain: "box",
    starts,
    horizon: 20,
    maxSteps: 10_000,
    tolerance: { relative: 1e-9, absolute: 1e-12 },
    sample: { points: 50 },
    targets: { margin: 1, loss: 0.5 },
    figure: { plane: "ratio" },
    ...changes,
  };
}

const lossAt = (x1: number, x2: number) => Math.log1p((x2 / x1) ** BETA);

const sample = (t: number, x1: number, x2: number): Sample => ({
  t,
  x1,
  x2,
  r1: Math.log(x1),
  r2: Math.log(x2),
  loss: x2 === 0 ? 0 : lossAt(x1, x2),
  margin: Math.log(x1) - Math.log(x2),
});

/** A run along the exact arc x1² + x2² = const, and down the wall x1 = 1 where the arc meets it. */
export function arcRun(start: string, [x1, x2]: [number, number], changes: Partial<Run> = {}): Run {
  const radius = Math.hypot(x1, x2);
  const end = radius > 1 ? Math.sqrt(radius ** 2 - 1) : 0;
  const [from, to] = [Math.atan2(x2, x1), Math.asin(end / radius)];
  const duration = 5 * radius ** 2;
  const n = 80;
  const arc = Array.from({ length: n + 1 }, (_, i) => {
    const angle = from + ((to - from) * i) / n;
    const height = i === n ? end : radius * Math.sin(angle);
    return sample((duration * i) / n, radius * Math.cos(angle), height);
  });
  const slide =
    end > 0 ? [0.9, 0.6, 0.3, 0].map((share, i) => sample(duration + (i + 1) * 0.5, 1, end * share)) : [];
  const curve = [...arc, ...slide];
  const last = curve[curve.length - 1];
  return {
    start,
    x0: [x1, x2],
    status: "extinct",
    extinct: "dispreferred",
    t: last.t,
    x: [last.x1, last.x2],
    r: [last.r1, last.r2],
    loss: last.loss,
    events: [
      ...(end > 0 ? [{ t: duration, kind: "reach-face" as const, face: "preferred-max" as const }] : []),
      { t: last.t, kind: "extinction", component: "dispreferred" },
    ],
    metrics: {
      ...forMetrics(() => null),
      extinctionTime: last.t,
      finalPreferred: last.x1,
      preferredGain: last.x1 - x1,
      dispreferredDrop: x2,
      dispreferredHalfLife: last.t / 2,
      timeToHalfGain: last.t / 3,
      timeToLoss: last.t * 0.9,
      updateRatioStart: x2 / x1,
      preferredFasterShare: 0.5,
    },
    check: {
      exactExtinctionTime: null,
      relativeError: null,
      exactFinalPreferred: null,
      finalRelativeError: null,
      invariantDrift: null,
      clockError: null,
    },
    stats: { steps: 1, rejected: 0, evaluations: 1 },
    path: curve,
    curve,
    ...changes,
  };
}

export const STARTS: Scenario["starts"] = {
  weak: [0.1, 0.1],
  left: [0.1, 0.5],
  "preferred-absent": [0.05, 0.9],
  "both-high": [0.9, 0.9],
  strong: [0.9, 0.1],
  "dispreferred-rare": [0.5, 0.02],
};

export function panel(starts = STARTS, changes: Partial<Scenario> = {}): PanelResult {
  return {
    panel: "base",
    settings: settings(starts, changes),
    runs: Object.entries(starts).map(([label, x0]) => arcRun(label, x0)),
  };
}

/** Starts that each break something: next to zero, hardly moving, failed, beyond what Vega could take for code. */
export function awkward(): PanelResult {
  const starts: Scenario["starts"] = {
    tiny: [1e-12, 0.5],
    "both tiny": [1e-12, 1e-12],
    "datum.x1 + '\"<b>&amp;</b>' [0].y": [0.4, 0.4],
    "a label that goes on and on until no column of any journal could hold it in one line": [0.5, 0.3],
    __proto__x: [0.6, 0.2],
    stuck: [0.7, 0.7],
  };
  const runs = Object.entries(starts).map(([label, x0]) => arcRun(label, x0));
  const stuck = runs[5];
  runs[5] = {
    ...stuck,
    status: "step-limit",
    metrics: forMetrics(() => null),
    curve: stuck.curve.slice(0, 1),
    t: 0,
    x: stuck.x0,
    loss: 0.69,
  };
  return { panel: "base", settings: settings(starts), runs };
}

/** Uniform numbers in (0, 1) from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}
