import type { Face } from "../../../src/model/domain.js";
import type { Symmetric } from "../../../src/model/geometry.js";
import type { Force, Problem, Side, Signed } from "./problem.js";
import { difference, product, softplus, total } from "./signed.js";

/** One or two coordinates q on the part of the plane that a mode moves in. */
export interface Chart {
  readonly name: string;
  readonly n: 1 | 2;
  toR(q: ArrayLike<number>, r: Float64Array): void;
  fromR(r: ArrayLike<number>): number[];
  /** q' as signs and logarithms, into `out`, shape (2n,). */
  motion(q: ArrayLike<number>, out: Signed): void;
  /** What may die: a response, the coordinate that tells and the direction in which it does. */
  readonly mortal: readonly (readonly [response: 0 | 1, coordinate: 0 | 1, direction: 1 | -1])[];
}

/** The log-ratios themselves. */
export function plane({ flow }: Problem, force: Force): Chart {
  const f = new Float64Array(4);
  return {
    name: "plane",
    n: 2,
    toR: (q, r) => {
      r[0] = q[0];
      r[1] = q[1];
    },
    fromR: (r) => [r[0], r[1]],
    motion: (q, out) => {
      force(q[0], q[1], f);
      flow.geometry.logVelocity(q[0], q[1], f, out);
    },
    mortal:
      flow.geometry.constant || flow.geometry.keepsSimplex
        ? []
        : [
            [0, 0, -1],
            [1, 1, -1],
          ],
  };
}

/** d with K = d dᵀ, for K of rank 1. */
const rootOf = ([k11, k12, k22]: Symmetric): [number, number] =>
  k11 === 0 ? [0, Math.sqrt(k22)] : [Math.sqrt(k11), k12 / Math.sqrt(k11)];

/** A straight line through a point of the plane, for a metric of rank 1. */
export function line(problem: Problem, force: Force, through: ArrayLike<number>): Chart {
  const { flow } = problem;
  const [d1, d2] = rootOf(flow.geometry.constant ?? [0, 0, 0]);
  const square = d1 * d1 + d2 * d2;
  const [r1, r2] = [through[0], through[1]];
  const f = new Float64Array(4);
  return {
    name: "line",
    n: 1,
    toR: (q, r) => {
      r[0] = d1 === 0 ? r1 : r1 + d1 * q[0];
      r[1] = d2 === 0 ? r2 : r2 + d2 * q[0];
    },
    fromR: (r) => [square === 0 ? 0 : (d1 * (r[0] - r1) + d2 * (r[1] - r2)) / square],
    motion: (q, out) => {
      force(r1 + d1 * q[0], r2 + d2 * q[0], f);
      total(f, Math.sign(d1), Math.log(Math.abs(d1)), Math.sign(d2), Math.log(Math.abs(d2)), out);
    },
    mortal: [],
  };
}

/** Log-odds against the other responses as one, in which the simplex has no edge: for the `softmax` geometry. */
export function logOdds({ logP, others = 1 }: Problem, force: Force): Chart {
  const [f, r] = [new Float64Array(4), new Float64Array(2)];
  const logs = (a: number, b: number) => {
    const top = Math.max(a, b, 0);
    return top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(-top));
  };
  const toR: Chart["toR"] = (q, out) => {
    const [a, b] = [q[0], q[1]];
    // log π_w = −log(1 + e^−a + e^(b−a)): next to a corner 1 − π keeps its digits.
    out[0] = (a >= Math.max(b, 0) ? -Math.log1p(Math.exp(-a) + Math.exp(b - a)) : a - logs(a, b)) - logP[0];
    out[1] = (b >= Math.max(a, 0) ? -Math.log1p(Math.exp(-b) + Math.exp(a - b)) : b - logs(a, b)) - logP[1];
  };
  return {
    name: "log-odds",
    n: 2,
    toR,
    fromR: (r) => {
      const [w, l] = [r[0] + logP[0], r[1] + logP[1]];
      const rest = Math.log(-Math.expm1(Math.max(w, l)) - Math.exp(Math.min(w, l)));
      return [w - rest, l - rest];
    },
    motion: (q, out) => {
      toR(q, r);
      const z = logs(q[0], q[1]);
      force(r[0], r[1], f, -z);
      const top = Math.max(f[1], f[3]);
      const [f1, f2] = [f[0] * Math.exp(f[1] - top), f[2] * Math.exp(f[3] - top)];
      const [w, l, o] = [Math.exp(q[0] - z), Math.exp(q[1] - z), Math.exp(-z)];
      const share = (o / others) * (f1 + f2);
      const [v1, v2] = [(l + o) * f1 - w * f2 + share, (w + o) * f2 - l * f1 + share];
      const still = top === -Infinity;
      out[0] = still ? 0 : Math.sign(v1);
      out[1] = still ? -Infinity : top + Math.log(Math.abs(v1));
      out[2] = still ? 0 : Math.sign(v2);
      out[3] = still ? -Infinity : top + Math.log(Math.abs(v2));
    },
    mortal: [],
  };
}

/** (log π_w − log π_l, log π_o): for a loss of the whole distribution, where little is left for π_o = 1 − π_w − π_l. */
export function oddsAndRest({ flow, logP }: Problem, force: Force): Chart {
  const [f, v, r] = [new Float64Array(4), new Float64Array(4), new Float64Array(2)];
  const toR: Chart["toR"] = (q, out) => {
    const both = Math.log1p(-Math.exp(q[1]));
    out[0] = both - softplus(-q[0]) - logP[0];
    out[1] = both - softplus(q[0]) - logP[1];
  };
  return {
    name: "odds and rest",
    n: 2,
    toR,
    fromR: (r) => {
      const [w, l] = [r[0] + logP[0], r[1] + logP[1]];
      return [w - l, Math.log(-Math.expm1(Math.max(w, l)) - Math.exp(Math.min(w, l)))];
    },
    motion: (q, out) => {
      toR(q, r);
      force(r[0], r[1], f, q[1]);
      flow.geometry.logVelocity(r[0], r[1], f, v);
      const rest: Signed = new Float64Array(2);
      difference(v, out);
      total(v, 1, r[0] + logP[0], 1, r[1] + logP[1], rest);
      out[2] = -rest[0];
      out[3] = rest[1] - q[1];
    },
    mortal: [],
  };
}

/** A wall π_i = 1 of the box: the other log-ratio. */
function boxWall({ flow }: Problem, force: Force, wall: Face, held: 0 | 1): Chart {
  const free = (1 - held) as 0 | 1;
  const f = new Float64Array(4);
  const snapped = new Float64Array(2);
  wall.snap(snapped);
  const at = snapped[held];
  const r = new Float64Array(2);
  const toR: Chart["toR"] = (q, out) => {
    out[held] = at;
    out[free] = q[0];
  };
  return {
    name: wall.name,
    n: 1,
    toR,
    fromR: (from) => [from[free]],
    motion: (q, out) => {
      toR(q, r);
      force(r[0], r[1], f);
      const [n1, n2] = held === 0 ? [0, -Infinity] : [-Infinity, 0];
      product(f[2 * free], f[2 * free + 1], flow.geometry.logMobility(r[0], r[1], n1, n2), out);
    },
    mortal: flow.geometry.constant ? [] : [[free, 0, -1]],
  };
}

/** The wall π_w + π_l = 1: log π_w − log π_l. */
function simplexWall({ flow, logP }: Problem, force: Force, name: string): Chart {
  const [f, r] = [new Float64Array(4), new Float64Array(2)];
  const toR: Chart["toR"] = (q, out) => {
    out[0] = -softplus(-q[0]) - logP[0];
    out[1] = -softplus(q[0]) - logP[1];
  };
  return {
    name,
    n: 1,
    toR,
    fromR: (r) => [r[0] + logP[0] - (r[1] + logP[1])],
    motion: (q, out) => {
      toR(q, r);
      force(r[0], r[1], f);
      // Normal (π_w, π_l), tangent (π_l, −π_w): q' = (π_w + π_l)(π_l f1 − π_w f2) det K / (nᵀKn).
      const [w, l] = [-softplus(-q[0]), -softplus(q[0])];
      total(f, 1, l, -1, w, out);
      product(out[0], out[1], flow.geometry.logMobility(r[0], r[1], w, l), out);
    },
    mortal: flow.geometry.constant
      ? []
      : [
          [1, 0, 1],
          [0, 0, -1],
        ],
  };
}

/** Along a wall. */
export function alongWall(problem: Problem, force: Force, wall: Face): Chart {
  const normal = new Float64Array(2);
  wall.normal(-1, -2, normal);
  if (normal[1] === 0) return boxWall(problem, force, wall, 0);
  if (normal[0] === 0) return boxWall(problem, force, wall, 1);
  return simplexWall(problem, force, wall.name);
}

/** Along a kink that holds the flow, by Filippov's combination of what its two sides want. */
export function alongKink(problem: Problem, through: ArrayLike<number>): Chart {
  const { flow } = problem;
  const [n1, n2] = flow.loss.kink?.normal ?? [1, 0];
  const length = Math.hypot(n1, n2);
  const [t1, t2] = [-n2 / length, n1 / length];
  const [r1, r2] = [through[0], through[1]];
  const sides = (["below", "above"] as const).map((side: Side) => problem.force(side));
  const [f, b, a, r] = [new Float64Array(4), new Float64Array(4), new Float64Array(4), new Float64Array(2)];
  const toR: Chart["toR"] = (q, out) => {
    out[0] = r1 + t1 * q[0];
    out[1] = r2 + t2 * q[0];
  };
  return {
    name: "kink",
    n: 1,
    toR,
    fromR: (from) => [t1 * (from[0] - r1) + t2 * (from[1] - r2)],
    motion: (q, out) => {
      toR(q, r);
      sides[0](r[0], r[1], f);
      flow.geometry.logVelocity(r[0], r[1], f, b);
      sides[1](r[0], r[1], f);
      flow.geometry.logVelocity(r[0], r[1], f, a);
      const top = Math.max(b[1], b[3], a[1], a[3]);
      const value = (v: Signed, i: 0 | 1) => v[2 * i] * Math.exp(v[2 * i + 1] - top);
      const across = (v: Signed) => n1 * value(v, 0) + n2 * value(v, 1);
      const along = (v: Signed) => t1 * value(v, 0) + t2 * value(v, 1);
      const [nb, na] = [across(b), across(a)];
      const speed = nb === na ? (along(b) + along(a)) / 2 : (nb * along(a) - na * along(b)) / (nb - na);
      out[0] = top === -Infinity ? 0 : Math.sign(speed);
      out[1] = top === -Infinity ? -Infinity : top + Math.log(Math.abs(speed));
    },
    mortal: [],
  };
}

/** Along an axis, where one response is extinct. */
export function alongAxis({ flow }: Problem, force: Force, dead: 0 | 1): Chart {
  const alive = (1 - dead) as 0 | 1;
  const [f, v, r] = [new Float64Array(4), new Float64Array(4), new Float64Array(2)];
  const toR: Chart["toR"] = (q, out) => {
    out[dead] = -Infinity;
    out[alive] = q[0];
  };
  return {
    name: "axis",
    n: 1,
    toR,
    fromR: (from) => [from[alive]],
    motion: (q, out) => {
      toR(q, r);
      force(r[0], r[1], f);
      flow.geometry.logVelocity(r[0], r[1], f, v);
      out[0] = v[2 * alive];
      out[1] = v[2 * alive + 1];
    },
    mortal: flow.geometry.constant ? [] : [[alive, 0, -1]],
  };
}

/** Coordinate k of a chart at rest wherever the other one is: it follows so much faster that the rest is lost in rounding. */
export function pinned(chart: Chart, k: 0 | 1, from: ArrayLike<number>): Chart {
  const j = (1 - k) as 0 | 1;
  const q = Float64Array.from(from);
  const m = new Float64Array(4);
  let last = q[k];
  const at = (x: number, other: number) => {
    q[k] = x;
    q[j] = other;
    chart.motion(q, m);
  };
  /** Newton's method for q_k' = 0. */
  const settle = (other: number) => {
    for (let round = 0; round < 100; round++) {
      at(last + 1e-6, other);
      const [sUp, lUp] = [m[2 * k], m[2 * k + 1]];
      at(last - 1e-6, other);
      const [sDown, lDown] = [m[2 * k], m[2 * k + 1]];
      at(last, other);
      const top = Math.max(lUp, lDown, m[2 * k + 1]);
      const slope = (sUp * Math.exp(lUp - top) - sDown * Math.exp(lDown - top)) / 2e-6;
      const value = m[2 * k] * Math.exp(m[2 * k + 1] - top);
      const whole = value === 0 ? 0 : -value / slope;
      if (!Number.isFinite(whole)) return;
      const step = Math.max(-1, Math.min(1, whole));
      last += step;
      if (Math.abs(step) <= 2e-16 * Math.abs(last)) return;
    }
  };
  return {
    name: `${chart.name}, coordinate ${k} settled`,
    n: 1,
    toR: (p, r) => {
      settle(p[0]);
      q[k] = last;
      q[j] = p[0];
      chart.toR(q, r);
    },
    fromR: (r) => [chart.fromR(r)[j]],
    motion: (p, out) => {
      settle(p[0]);
      at(last, p[0]);
      out[0] = m[2 * j];
      out[1] = m[2 * j + 1];
    },
    mortal: chart.mortal
      .filter(([, coordinate]) => coordinate === j)
      .map(([who, , way]) => [who, 0, way] as const),
  };
}
