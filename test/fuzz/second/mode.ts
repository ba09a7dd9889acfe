import { type Face, ON_FACE } from "../../../src/model/domain.js";
import { alongAxis, alongKink, alongWall, type Chart, line, logOdds, oddsAndRest, plane } from "./charts.js";
import type { Problem, Side, Signed } from "./problem.js";
import { product, total } from "./signed.js";

/** Which equation holds: its chart, and by what the motion is held. */
export interface Mode {
  readonly chart: Chart;
  readonly side?: Side | "on" | undefined;
  readonly wall?: Face | undefined;
  readonly dead?: 0 | 1 | undefined;
}

/** Less than this share of its terms is rounding. */
const ROUNDING = 1e-13;

/** What the flow wants at a point, wall by wall and side by side. */
function wishes(problem: Problem, r: ArrayLike<number>) {
  const { flow } = problem;
  const [f, v, n, out] = [new Float64Array(4), new Float64Array(4), new Float64Array(2), new Float64Array(2)];
  const velocity = (side: Side | undefined, wall?: Face): Signed => {
    problem.force(side)(r[0], r[1], f);
    if (!wall) flow.geometry.logVelocity(r[0], r[1], f, v);
    else {
      wall.logNormal(r[0], r[1], n);
      total(f, 1, n[1], -1, n[0], out);
      const [sign, log] = out;
      const mobility = flow.geometry.logMobility(r[0], r[1], n[0], n[1]);
      product(sign, log, n[1] === -Infinity ? -Infinity : mobility + n[1], out);
      [v[0], v[1]] = out;
      product(-sign, log, n[0] === -Infinity ? -Infinity : mobility + n[0], out);
      [v[2], v[3]] = out;
    }
    return v;
  };
  /** How fast a velocity goes out through a wall, over the larger of its parts. */
  const through = (speed: Signed, wall: Face): number => {
    wall.logNormal(r[0], r[1], n);
    total(speed, 1, n[0], 1, n[1], out);
    const top = Math.max(
      speed[0] === 0 ? -Infinity : speed[1] + n[0],
      speed[2] === 0 ? -Infinity : speed[3] + n[1],
    );
    const push = out[0] === 0 ? 0 : out[0] * Math.exp(out[1] - top);
    return Math.abs(push) < ROUNDING ? 0 : push;
  };
  /** The same across the kink, in the direction of `above`. */
  const across = (speed: Signed): number => {
    const [n1, n2] = flow.loss.kink?.normal ?? [0, 0];
    const top = Math.max(
      speed[0] === 0 || n1 === 0 ? -Infinity : speed[1],
      speed[2] === 0 || n2 === 0 ? -Infinity : speed[3],
    );
    if (top === -Infinity) return 0;
    const part = (k: number, s: number, l: number) => (k === 0 || s === 0 ? 0 : k * s * Math.exp(l - top));
    const sum = part(n1, speed[0], speed[1]) + part(n2, speed[2], speed[3]);
    return Math.abs(sum) < ROUNDING ? 0 : sum;
  };
  return { velocity, through, across };
}

/** Largest share of π_o at which a chart of its own is used for it. */
export const LITTLE = 0.5;

/** The chart of free motion. */
export function freeChart(problem: Problem, side: Side | undefined, r: ArrayLike<number>): Chart {
  const { flow, logP, others, ofTheRest } = problem;
  const force = problem.force(side);
  if (flow.geometry.direction) return line(problem, force, r);
  if (others !== undefined) return logOdds(problem, force);
  const rest = -Math.expm1(r[0] + logP[0]) - Math.exp(r[1] + logP[1]);
  return ofTheRest && rest < LITTLE ? oddsAndRest(problem, force) : plane(problem, force);
}

/** What a state lies on. */
export interface Contact {
  readonly walls: readonly Face[];
  readonly kink: boolean;
}

/**
 * The mode in which the flow goes on from a point; undefined where it rests there.
 *
 * @param before side of the kink until now, and what is extinct
 */
export function nextMode(
  problem: Problem,
  r: ArrayLike<number>,
  before: { side?: Side | undefined; dead?: 0 | 1 | undefined },
  { walls, kink }: Contact,
): Mode | undefined {
  const { flow } = problem;
  const { dead } = before;
  const { velocity, through, across } = wishes(problem, r);
  const sides: (Side | undefined)[] = kink ? ["below", "above"] : [before.side];
  for (const side of sides) {
    for (const hold of [undefined, ...(dead === undefined ? walls : [])]) {
      if (hold && !(through(velocity(side), hold) > 0)) continue;
      const v = velocity(side, hold);
      const towards = kink ? across(v) : 0;
      if (kink && (side === "below" ? towards >= 0 : towards < 0)) continue;
      if (walls.some((wall) => wall !== hold && through(v, wall) > 0)) continue;
      const force = problem.force(side);
      if (dead !== undefined) return { side, dead, chart: alongAxis(problem, force, dead) };
      return {
        side,
        wall: hold,
        chart: hold ? alongWall(problem, force, hold) : freeChart(problem, side, r),
      };
    }
  }
  if (kink && dead === undefined && flow.loss.kink) {
    // Whether the combined velocity stays inside every wall is the same for either sign of the tangent, so that it has to be formed.
    const chart = alongKink(problem, r);
    const [m, a, b, n] = [new Float64Array(2), new Float64Array(2), new Float64Array(2), new Float64Array(2)];
    chart.motion([0], m);
    chart.toR([0], a);
    chart.toR([1], b);
    const pushed = walls.some((wall) => {
      wall.normal(r[0], r[1], n);
      return m[0] * (n[0] * (b[0] - a[0]) + n[1] * (b[1] - a[1])) > ROUNDING;
    });
    if (!pushed) return { side: "on", chart };
  }
  return undefined;
}

/** The first mode, from a start. */
export function firstMode(
  problem: Problem,
  r: ArrayLike<number>,
): { mode: Mode | undefined; contact: Contact } {
  const { walls, flow } = problem;
  const height = flow.loss.kink?.value(r[0], r[1]);
  const contact = {
    walls: walls.filter((wall) => Math.abs(wall.value(r[0], r[1])) <= ON_FACE),
    kink: height !== undefined && Math.abs(height) <= ON_FACE,
  };
  const side = height === undefined ? undefined : height < 0 ? "below" : "above";
  return { mode: nextMode(problem, r, { side }, contact), contact };
}

/** Something that ends a mode where `value` rises through 0. */
export interface Condition {
  readonly kind: "wall" | "off the wall" | "kink" | "off the kink";
  readonly wall?: Face;
  value(r: ArrayLike<number>): number;
}

/** On an axis the value of a kink is infinite. */
const bounded = (x: number) => Math.max(-1e3, Math.min(1e3, x));

/** What may end a mode. */
export function conditionsOf(problem: Problem, { side, wall, dead }: Mode): Condition[] {
  const { flow, walls } = problem;
  const found: Condition[] = walls
    .filter((each) => each !== wall)
    .map((each) => ({ kind: "wall", wall: each, value: (r) => each.value(r[0], r[1]) }));
  if (wall && dead === undefined) {
    found.push({
      kind: "off the wall",
      wall,
      value: (r) => {
        const { velocity, through } = wishes(problem, r);
        return -through(velocity(side === "on" ? undefined : side), wall);
      },
    });
  }
  const { kink } = flow.loss;
  if (kink && side === "on") {
    found.push(
      {
        kind: "off the kink",
        value: (r) => {
          const { velocity, across } = wishes(problem, r);
          return -across(velocity("below"));
        },
      },
      {
        kind: "off the kink",
        value: (r) => {
          const { velocity, across } = wishes(problem, r);
          return across(velocity("above"));
        },
      },
    );
  } else if (kink && side) {
    const sign = side === "below" ? 1 : -1;
    found.push({ kind: "kink", value: (r) => bounded(sign * kink.value(r[0], r[1])) });
  }
  return found;
}
