import type { Flow } from "../../model/flow.js";
import { ARRIVED } from "../../run/arrivalDistance.js";
import { Component } from "../component.js";
import { type CoordinateLevel, type ExactLevel, firstPlace, type MarkedLevel } from "../level.js";
import { HELD } from "../marginJourney.js";
import {
  confessing,
  type ExactOutcome,
  type ExactQuestion,
  type ExactSettings,
  type ExactSolution,
} from "../solution.js";

/** Losses L = A(r1) + B(r2), and the log-ratios at which each part has its minimum. */
const RESTS: Readonly<Record<string, (beta: number) => readonly [number | undefined, number | undefined]>> = {
  sppo: (beta) => [1 / (2 * beta), -1 / (2 * beta)],
  nca: (beta) => [Math.LN2 / beta, undefined],
  bco: () => [undefined, undefined],
  "apo-zero": () => [undefined, undefined],
  kto: () => [undefined, undefined],
};

/** Stretches of a path that are searched for a level. The losses fall all the way; few levels turn on it. */
const STRETCHES = 12;

/** The search looks from when a response has moved by this much on, evenly in the logarithm of time. */
const FIRST = 1e-3;

/** A step of the search's variable over which a level's slope is taken. */
const STEP = 1e-4;

/** Each response on its own, or undefined where they are coupled or do not move. */
function componentsOf(settings: ExactSettings, flow: Flow): [Component, Component] | undefined {
  const { name, beta } = settings.loss;
  const { loss, geometry, faces } = flow;
  const rests = RESTS[name]?.(Number(beta));
  const { constant } = geometry;
  const diagonal = constant ? constant[1] === 0 && constant[0] > 0 && constant[2] > 0 : geometry.motion;
  if (!rests || !diagonal || faces.some((face) => HELD[face.name] === undefined)) return undefined;
  const [force, v, wall] = [new Float64Array(4), new Float64Array(4), new Float64Array(2)];
  const component = (i: 0 | 1) => {
    const logSpeed = (r: number) => {
      const [r1, r2] = i === 0 ? [r, 0] : [0, r];
      loss.logForce(r1, r2, force);
      geometry.logVelocity(r1, r2, force, v);
      return v[2 * i + 1];
    };
    const face = faces.find((each) => HELD[each.name] === i);
    face?.snap(wall);
    const equation = {
      logPace: (r: number) => -logSpeed(r),
      rest: rests[i],
      direction: i === 0 ? (1 as const) : (-1 as const),
      wall: face && wall[i],
    };
    return new Component(equation, ARRIVED, settings.tolerance.relative);
  };
  // A part of weight 0 does not move its response.
  loss.logForce(0, 0, force);
  if (rests.some((rest, i) => rest === undefined && force[2 * i] === 0)) return undefined;
  return [component(0), component(1)];
}

/** Both responses from one start on. Reused from start to start. */
class Pair {
  readonly #first: Component;
  readonly #second: Component;
  /** When the run is over, or the horizon; whether it is over by then, and the log-ratios there. */
  #end = 0;
  #over = false;
  readonly #last = new Float64Array(2);
  /** Unit of time of searches. */
  #unit = 0;
  error = 0;

  constructor(first: Component, second: Component) {
    this.#first = first;
    this.#second = second;
  }

  setOut(r1: number, r2: number, horizon: number, outcome: ExactOutcome): void {
    const [first, second] = [this.#first, this.#second];
    first.setOut(r1, horizon);
    second.setOut(r2, horizon);
    const done = Math.max(first.done, second.done);
    this.#over = done <= horizon;
    this.#end = this.#over ? done : horizon;
    const death = Math.min(
      first.dies ? first.done : Number.POSITIVE_INFINITY,
      second.dies ? second.done : Number.POSITIVE_INFINITY,
    );
    outcome.status = this.#over ? (death <= horizon ? "extinct" : "stationary") : "horizon";
    outcome.extinctionTime = death <= horizon ? death : Number.NaN;
    this.#unit = 0;
  }

  /** Finds where the run ends. */
  conclude(): void {
    this.#last[0] = this.#over ? this.#first.end : this.#first.lastAt(this.#end);
    this.#last[1] = this.#over ? this.#second.end : this.#second.lastAt(this.#end);
  }

  #margin({ sign, value, sinceStart }: CoordinateLevel): MarkedLevel {
    const less = sinceStart ? sign * (this.#first.start - this.#second.start) : 0;
    return { of: "mark", mark: () => (r1, r2) => sign * (r1 - r2) - less - value };
  }

  #whenDispreferred({ sign, value, sinceStart }: CoordinateLevel): number {
    const { start } = this.#second;
    if (sinceStart ? value <= 0 : sign * start >= value) return 0;
    const time = this.#second.timeAt(sinceStart ? start + sign * value : sign * value);
    return time <= this.#end ? time : Number.NaN;
  }

  /** When a function of the log-ratios is first no longer negative. */
  #whenMarked({ mark: markOf }: MarkedLevel, monotone: boolean): number {
    const [first, second] = [this.#first, this.#second];
    const mark = markOf(first.start, second.start);
    if (!mark) return Number.NaN;
    if (mark(first.start, second.start) >= 0) return 0;
    if (this.#end === 0) return Number.NaN;
    const reached = mark(this.#last[0], this.#last[1]) >= 0;
    if (monotone && !reached) return Number.NaN;
    this.#unit ||= FIRST * Math.min(first.scale(), second.scale());
    const whole = Math.asinh(this.#end / this.#unit);
    const time = (u: number) => (u >= whole ? this.#end : this.#unit * Math.sinh(u));
    const value = (u: number) => {
      if (u >= whole) return mark(this.#last[0], this.#last[1]);
      const t = time(u);
      return mark(first.placeAt(t), second.placeAt(t));
    };
    const u = firstPlace(value, (share) => share * whole, monotone ? 1 : STRETCHES);
    if (!(u < whole)) return u === whole ? this.#end : Number.NaN;
    const t = time(u);
    this.#noteLevel(value, u, t);
    return t;
  }

  /** What the errors of two places cost the time of a level that lies between them. */
  #noteLevel(value: (u: number) => number, u: number, t: number): void {
    const [first, second] = [this.#first, this.#second];
    const slope = Math.abs(value(u + STEP) - value(u - STEP)) / (2 * STEP);
    const [r1, r2] = [first.placeAt(t), second.placeAt(t)];
    const noise = Number.EPSILON * (4 + Math.abs(r1) + Math.abs(r2));
    const error = (first.placeError + second.placeError + noise) / slope;
    if (!(error <= this.error)) this.error = error;
  }

  when(level: ExactLevel): number {
    if (level.of === "mark") return this.#whenMarked(level, false);
    if (level.of === "dispreferred") return this.#whenDispreferred(level);
    const monotone = level.sign * this.#first.direction >= 0 && level.sign * this.#second.direction <= 0;
    return this.#whenMarked(this.#margin(level), monotone);
  }

  answer(x1: number, x2: number, { levels, ends }: ExactQuestion, outcome: ExactOutcome): void {
    this.error = 0;
    if (ends || levels.length > 0) this.conclude();
    for (let i = 0; i < levels.length; i++) outcome.times[i] = this.when(levels[i]);
    outcome.error = Math.max(this.error, this.#first.error, this.#second.error);
    if (!ends) return;
    const [r1, r2] = [this.#first.start, this.#second.start];
    outcome.start.logs(r1, r2);
    outcome.end.logs(this.#last[0], this.#last[1]);
    outcome.change1 = x1 * Math.expm1(this.#last[0] - r1);
    outcome.change2 = x2 * Math.expm1(this.#last[1] - r2);
  }
}

/**
 * Losses that are a sum of one part for each response, where K is diagonal: each moves by an equation of its
 * own, and the walls of the box hold one and leave the other alone.
 *
 * @see the section "Exact results" of the README
 */
export const separableClocks: ExactSolution = {
  name: "separable clocks",
  appliesTo: `${Object.keys(RESTS).join(", ")}, where K is diagonal, in the quadrant and in the box`,
  solver(settings, question, flow) {
    const components = componentsOf(settings, flow);
    if (!components) return undefined;
    const pair = new Pair(...components);
    return confessing((x1, x2, outcome) => {
      pair.setOut(Math.log(x1), Math.log(x2), settings.horizon, outcome);
      pair.answer(x1, x2, question, outcome);
    });
  },
};
