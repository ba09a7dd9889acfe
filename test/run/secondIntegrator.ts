import { geometries } from "../../src/model/geometries/registry.js";
import type { Loss } from "../../src/model/loss.js";
import { losses } from "../../src/model/losses/registry.js";
import type { Panel } from "../../src/scenario/schema.js";

/*
 * A second way to compute a run, which shares nothing with the first but the value of the loss, or its force where that
 * has no potential: derivatives by differences of the value, the metric written out here, plain time, fixed steps, extrapolated midpoint rule.
 */

type Point = [number, number];

/** Coefficients of the central difference of eighth order. */
const WEIGHTS = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
const H = 0.01;

const slope = (f: (d: number) => number) =>
  WEIGHTS.reduce((sum, weight, i) => sum + (weight * (f((i + 1) * H) - f(-(i + 1) * H))) / H, 0);

/** J Jᵀ, J = ∂r/∂θ by differences of r as a function of the parameters θ: for a geometry that is not written out below. */
function ofParameters({ geometry, reference }: Panel["settings"], r: Point): [number, number, number] {
  const { name, ...parameters } = geometry;
  const { start, logRatios } = geometries[name].create(parameters, reference).parametrise(...r);
  const out = new Float64Array(2);
  const row = (i: 0 | 1) =>
    start.map((_, k) =>
      slope((d) => {
        logRatios(
          start.map((theta, j) => theta + (j === k ? d : 0)),
          out,
        );
        return out[i];
      }),
    );
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, k) => sum + v * b[k], 0);
  return [dot(row(0), row(0)), dot(row(0), row(1)), dot(row(1), row(1))];
}

/** The metric K(r) as [k11, k12, k22]. */
function metric(settings: Panel["settings"], [r1, r2]: Point): [number, number, number] {
  const { geometry, reference } = settings;
  const [w, l] = [reference.preferred * Math.exp(r1), reference.dispreferred * Math.exp(r2)];
  switch (geometry.name) {
    case "ratio":
      return [Math.exp(-2 * r1), 0, Math.exp(-2 * r2)];
    case "probability":
      return [1 / w ** 2, 0, 1 / l ** 2];
    case "log-ratio":
      return [1, 0, 1];
    case "softmax": {
      const square = w * w + l * l + (1 - w - l) ** 2 / (geometry.others as number);
      return [1 - 2 * w + square, square - w - l, 1 - 2 * l + square];
    }
    case "kernel":
      return geometry.matrix as [number, number, number];
    default:
      return ofParameters(settings, [r1, r2]);
  }
}

function force({ conservative, value, force }: Loss, r: Point): Point {
  if (conservative) return [-slope((d) => value(r[0] + d, r[1])), -slope((d) => value(r[0], r[1] + d))];
  const out = new Float64Array(2);
  force(r[0], r[1], out);
  return [out[0], out[1]];
}

function velocity(settings: Panel["settings"], loss: Loss, r: Point): Point {
  const [f1, f2] = force(loss, r);
  const [k11, k12, k22] = metric(settings, r);
  return [k11 * f1 + k12 * f2, k12 * f1 + k22 * f2];
}

function lossOf({ loss: { name, ...parameters }, reference }: Panel["settings"]): Loss {
  return losses[name].create(parameters, reference);
}

/** Numbers of substeps; extrapolation over them has order 16. */
const SUBSTEPS = [2, 4, 6, 8, 10, 12, 14, 16];

/** One step of length h: Gragg's modified midpoint rule, extrapolated in h². */
function step(v: (r: Point) => Point, r: Point, h: number): Point {
  const table: Point[] = [];
  for (const [k, n] of SUBSTEPS.entries()) {
    const d = h / n;
    const v0 = v(r);
    let [before, now]: [Point, Point] = [r, [r[0] + d * v0[0], r[1] + d * v0[1]]];
    for (let i = 1; i < n; i++) {
      const vi = v(now);
      [before, now] = [now, [before[0] + 2 * d * vi[0], before[1] + 2 * d * vi[1]]];
    }
    const last = v(now);
    table.push([0, 1].map((i) => (now[i] + before[i] + d * last[i]) / 2) as Point);
    for (let j = k - 1; j >= 0; j--) {
      const factor = (n / SUBSTEPS[j]) ** 2 - 1;
      table[j] = [0, 1].map((i) => table[j + 1][i] + (table[j + 1][i] - table[j][i]) / factor) as Point;
    }
  }
  return table[0];
}

const STEPS = 24;

/**
 * The state (x1, x2) at time `t`; a kink is crossed at the root of its line, found by bisection.
 *
 * @param t chosen by the caller so that the run is short and smooth but for the kink
 */
export function secondState(
  settings: Panel["settings"],
  x0: readonly [number, number],
  t: number,
  loss: Loss = lossOf(settings),
): Point {
  const { kink } = loss;
  let r: Point = [Math.log(x0[0]), Math.log(x0[1])];
  const above = (at: Point) => (kink?.value(at[0], at[1]) ?? 0) >= 0;
  const branch = (up: boolean): Loss => (kink ? (up ? kink.above : kink.below) : loss);
  for (let [i, up] = [0, above(r)]; i < STEPS; i++) {
    const h = t / STEPS;
    const next = step((at) => velocity(settings, branch(up), at), r, h);
    if (above(next) === up) {
      r = next;
      continue;
    }
    let [low, high] = [0, h];
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (above(step((at) => velocity(settings, branch(up), at), r, middle)) === up) low = middle;
      else high = middle;
    }
    const onKink = step((at) => velocity(settings, branch(up), at), r, high);
    up = !up;
    r = step((at) => velocity(settings, branch(up), at), onKink, h - high);
  }
  return [Math.exp(r[0]), Math.exp(r[1])];
}

/** Time in which the free flow covers about `distance` in log-ratios. */
export function shortTime(
  settings: Panel["settings"],
  x0: readonly [number, number],
  distance: number,
): number {
  return distance / Math.hypot(...velocity(settings, lossOf(settings), [Math.log(x0[0]), Math.log(x0[1])]));
}
