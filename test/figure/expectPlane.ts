import { expect } from "vitest";
import { hue, ink } from "../../src/figure/kit/theme.js";
import type { PanelResult, Run } from "../../src/simulate/run.js";
import type { Plot, Scene } from "./scene.js";

type Settings = PanelResult["settings"];
type Pair = readonly [number, number];

/** Places on the page that are the same to the eye, in points. */
const SAME = 0.6;

/** Plane coordinates of a state (x1, x2). */
function inPlane({ figure, reference }: Settings, [x1, x2]: Pair): [number, number] {
  if (figure.plane === "log-ratio") return [Math.log(x1), Math.log(x2)];
  if (figure.plane === "probability") return [x1 * reference.preferred, x2 * reference.dispreferred];
  return [x1, x2];
}

/** The inverse of `inPlane`. */
export function stateAt({ figure, reference }: Settings, [u, v]: Pair): [number, number] {
  if (figure.plane === "log-ratio") return [Math.exp(u), Math.exp(v)];
  if (figure.plane === "probability") return [u / reference.preferred, v / reference.dispreferred];
  return [u, v];
}

const probabilities = ({ reference }: Settings, [x1, x2]: Pair): [number, number] => [
  x1 * reference.preferred,
  x2 * reference.dispreferred,
];

/** By how much a state lies beyond the walls of a box or a simplex of probabilities; negative within. */
export function beyondWalls(settings: Settings, state: Pair): number {
  const [w, l] = probabilities(settings, state);
  if (settings.domain === "box") return Math.max(w, l) - 1;
  return settings.domain === "simplex" ? w + l - 1 : -1;
}

/** The loss of DPO, log(1 + (x2/x1)^β). */
const dpoLoss = (beta: number, [x1, x2]: Pair) => Math.log1p((x2 / x1) ** beta);

/** Places spread evenly over a plot, as plane coordinates. */
const spread = (plot: Plot, count: number): [number, number][] =>
  Array.from({ length: count * count }, (_, k) =>
    plot.valueAt(
      (plot.width * ((k % count) + 0.5)) / count,
      (plot.height * (Math.floor(k / count) + 0.5)) / count,
    ),
  );

/** The ground of a plane is grey beyond the walls, and elsewhere as the scale of losses says of DPO. */
export function expectGround(plot: Plot, { shades }: Scene, settings: Settings): void {
  const beta = Number(settings.loss.beta);
  const wrong: unknown[] = [];
  const seen = new Set<string>();
  for (const place of spread(plot, 17)) {
    const state = stateAt(settings, place);
    const ground = plot.groundAt(...place);
    // Near an axis the loss is steep, and a band as broad as a cell of the grid.
    if (ground === undefined || (settings.figure.plane !== "log-ratio" && Math.min(...place) < 0.05))
      continue;
    seen.add(ground);
    const loss = dpoLoss(beta, state);
    const beyond = beyondWalls(settings, state) > 0;
    const fits = beyond
      ? ground === ink.outside
      : shades.some(({ fill, from, to }) => fill === ground && loss > from - 0.003 && loss < to + 0.003);
    if (!fits) wrong.push({ place, ground, loss, beyond });
  }
  expect(wrong).toEqual([]);
  expect(seen.size).toBeGreaterThan(2);
}

/** A wall stands on each face of the domain that the plot reaches, and nowhere else. */
export function expectWalls(plot: Plot, settings: Settings, suffix = ""): void {
  const lines = plot.lines(`walls${suffix}`);
  const corner = stateAt(settings, plot.valueAt(plot.width, 0));
  const [w, l] = probabilities(settings, corner);
  const faces =
    settings.domain === "box" ? Number(w > 1) + Number(l > 1) : Number(settings.domain === "simplex");
  expect(lines).toHaveLength(faces);
  for (const line of lines) {
    expect(line.length).toBeGreaterThan(1);
    for (const { at } of line) {
      // At the foot of a logarithmic picture a wall of the simplex leaves it.
      const off = beyondWalls(settings, stateAt(settings, at));
      expect(Math.abs(off)).toBeLessThan(2e-3);
    }
    const [first, last] = [line[0], line[line.length - 1]];
    expect(Math.hypot(first.x - last.x, first.y - last.y)).toBeGreaterThan(
      0.3 * Math.min(plot.width, plot.height),
    );
  }
}

const near = (plot: Plot, [x, y]: Pair, place: Pair) => {
  const [p, q] = plot.placeOf(...place);
  return Math.hypot(p - x, q - y) < SAME;
};

/** Whether a place in plane coordinates is in the picture; its edge belongs to it. */
const shownIn = (plot: Plot, place: Pair) => {
  const [x, y] = plot.placeOf(...place);
  return x > -1e-3 && y > -1e-3 && x < plot.width + 1e-3 && y < plot.height + 1e-3;
};

/**
 * Each trajectory goes in its own colour from a circle at its start to a square at its end, or to the edge of the
 * picture where its end is beyond it; its arrowheads point along it, and its name has its colour.
 */
export function expectTrajectories(plot: Plot, { settings, runs }: PanelResult, suffix = ""): void {
  const lines = plot.lines(`trajectories${suffix}`);
  const ends = plot.read(`ends${suffix}`);
  const labels = plot.read(`labels${suffix}`);
  const heads = plot.read(`heads${suffix}`);
  expect(lines).toHaveLength(runs.length);
  expect(labels).toHaveLength(runs.length);
  for (const [i, run] of runs.entries()) {
    const line = lines.find(([{ datum }]) => datum.start === run.start) ?? [];
    const [first, last] = [line[0], line[line.length - 1]];
    const [from, to] = [inPlane(settings, run.x0), inPlane(settings, run.x)];
    const marks = ends.filter(({ datum }) => datum.start === run.start);
    const visible = shownIn(plot, to);
    expect(first.stroke).toBe(hue(i));
    expect(near(plot, [first.x, first.y], from), `${run.start} starts`).toBe(true);
    // Towards an end that is off the picture a line goes as far as its last sample within it, or to the edge.
    const samples = run.curve.map(({ x1, x2 }) => inPlane(settings, [x1, x2]));
    const reached = samples.findLast((place) => place.every(Number.isFinite)) ?? from;
    const ended = visible ? to : reached;
    const atEdge = Math.min(last.x, last.y, plot.width - last.x, plot.height - last.y) < SAME;
    expect(near(plot, [last.x, last.y], ended) || (!visible && atEdge), `${run.start} ends`).toBe(true);
    expect(marks.map(({ shape }) => shape)).toEqual(visible ? ["square", "circle"] : ["circle"]);
    for (const { x, y, shape, fill } of marks) {
      expect(near(plot, [x, y], shape === "circle" ? from : to), `${run.start}, ${shape}`).toBe(true);
      expect(fill).toBe(hue(i));
    }
    const label = labels.find(({ datum }) => datum.start === run.start);
    expect(run.start.startsWith(String(label?.text).replace(/…$/, ""))).toBe(true);
    expect(label?.fill).toBe(hue(i));
    for (const head of heads.filter(({ datum }) => datum.start === run.start)) {
      expect(head.fill).toBe(hue(i));
      expect(directedAlong(line, head), `${run.start}, arrowhead`).toBe(true);
    }
  }
}

/** Whether a mark that is turned clockwise from rightwards lies on a line on the page and points along it. */
function directedAlong(
  line: readonly { x: number; y: number }[],
  { x, y, angle = 0 }: { x: number; y: number; angle?: number },
) {
  return line.slice(1).some((q, i) => {
    const p = line[i];
    const [dx, dy] = [q.x - p.x, q.y - p.y];
    const length = Math.hypot(dx, dy);
    const along = ((x - p.x) * dx + (y - p.y) * dy) / length;
    const aside = Math.abs((x - p.x) * dy - (y - p.y) * dx) / length;
    const turn = (Math.atan2(dy, dx) * 180) / Math.PI - angle;
    return along > -SAME && along < length + SAME && aside < SAME && Math.cos((turn * Math.PI) / 180) > 0.999;
  });
}

/** Where a run of the fixture is at a time: evenly in its angle along the arc, evenly in x2 down the wall. */
export function stateOfArc({ x0, t: end }: Run, t: number): [number, number] {
  const [x1, x2] = x0;
  const radius = Math.hypot(x1, x2);
  const slides = radius > 1;
  const duration = slides ? end - 2 : end;
  const foot = slides ? Math.asin(Math.sqrt(radius ** 2 - 1) / radius) : 0;
  const from = Math.atan2(x2, x1);
  if (t > duration) {
    const shares = [1, 0.9, 0.6, 0.3, 0];
    const i = Math.min(3, Math.floor((t - duration) / 0.5));
    const share = shares[i] + (shares[i + 1] - shares[i]) * ((t - duration) / 0.5 - i);
    return [1, share * Math.sqrt(radius ** 2 - 1)];
  }
  const angle = from + ((foot - from) * t) / duration;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** A stroke across each trajectory of the fixture at every multiple of an interval until its end. */
export function expectTicks(
  plot: Plot,
  { settings, runs }: PanelResult,
  interval: number,
  suffix = "",
): void {
  const ticks = plot.read(`time-ticks${suffix}`);
  for (const [i, run] of runs.entries()) {
    const own = ticks.filter(({ datum }) => datum.start === run.start);
    const times = own.map(({ datum }) => Number(datum.t));
    const all = Array.from({ length: Math.ceil(run.t / interval) - 1 }, (_, k) => (k + 1) * interval);
    const places = all.map((t) => inPlane(settings, stateOfArc(run, t)));
    const visible = all.filter((_, k) => shownIn(plot, places[k]));
    expect(times.map((t) => t.toFixed(6))).toEqual(visible.map((t) => t.toFixed(6)));
    for (const [k, tick] of own.entries()) {
      expect(
        near(plot, [tick.x, tick.y], inPlane(settings, stateOfArc(run, times[k]))),
        `${run.start}, ${times[k]}`,
      ).toBe(true);
      expect(tick.stroke).toBe(hue(i));
    }
  }
}

/**
 * Arrows along the gradient flow of DPO in the ratio geometry, which keeps x1² + x2²; the faster the longer, and where
 * their length is true, in the same proportion. None reaches beyond a wall.
 */
export function expectArrows(plot: Plot, settings: Settings, length: "log" | "true"): void {
  const beta = Number(settings.loss.beta);
  const arrows = plot.read("flow").map(({ x, y, at, angle = 0, size = 0 }) => {
    const [x1, x2] = stateAt(settings, at);
    const q = (x2 / x1) ** beta;
    const slope = (beta * q) / (1 + q) / (x1 * x2);
    const [u, v] = velocityInPlane(settings, [x1, x2], [slope * x2, -slope * x1]);
    const turn = (-Math.atan2(v, u) * 180) / Math.PI - angle;
    const long = Math.sqrt(size);
    const tips = [-0.5, 0.5].map((end) => {
      const radians = (angle * Math.PI) / 180;
      return plot.valueAt(x + end * long * Math.cos(radians), y + end * long * Math.sin(radians));
    });
    return { at, turn, long, speed: Math.hypot(u, v), tips };
  });
  expect(arrows.length).toBeGreaterThan(60);
  const wrong = arrows.filter(
    ({ turn, tips }) =>
      Math.cos((turn * Math.PI) / 180) < 0.99999 ||
      tips.some((tip) => beyondWalls(settings, stateAt(settings, tip)) > 1e-6),
  );
  expect(wrong).toEqual([]);
  const bySpeed = arrows.sort((a, b) => a.speed - b.speed);
  const longest = bySpeed[bySpeed.length - 1].long;
  for (const [i, { long, speed }] of bySpeed.entries()) {
    const slower = bySpeed[i - 1] ?? { long: 0, speed: 0 };
    expect(long).toBeGreaterThanOrEqual(slower.long * (1 - 1e-4));
    if (length === "true" && long < 0.99 * longest)
      expect(long / bySpeed[0].long / (speed / bySpeed[0].speed)).toBeCloseTo(1, 3);
  }
  expect(bySpeed[0].long).toBeLessThan(0.6 * longest);
}

function velocityInPlane({ figure, reference }: Settings, [x1, x2]: Pair, [v1, v2]: Pair): [number, number] {
  if (figure.plane === "log-ratio") return [v1 / x1, v2 / x2];
  if (figure.plane === "probability") return [v1 * reference.preferred, v2 * reference.dispreferred];
  return [v1, v2];
}
