import { createDomain } from "../../src/model/domain.js";
import { type Flow, flowOf } from "../../src/model/flow.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { setSigned } from "../../src/model/logarithm.js";
import type { Loss } from "../../src/model/loss.js";
import { defineLoss } from "../../src/model/losses/define.js";
import { type FollowOptions, followFlow } from "../../src/run/follow/followFlow.js";
import type { Panel } from "../../src/scenario/schema.js";
import { settings } from "../settings.js";

/*
 * Losses made of a plainly given force, whose runs are known in closed form. No loss of the registry need be one of them.
 */

export type Point = [number, number];
type Form = ReturnType<Parameters<typeof defineLoss>[0]["form"]>;

/** A force and a value that is not its potential. */
export type Driven = Pick<Loss, "margin" | "value" | "logForce">;

const REFERENCE = { preferred: 1, dispreferred: 1 };

export const make = (form: Form): Loss =>
  defineLoss({
    name: "driven",
    title: "Driven",
    formula: "f",
    source: "here",
    restPoint: "",
    parameters: {},
    form: () => form,
  }).create({}, REFERENCE);

/** A loss of a force given plainly, with a value that has nothing to do with it. */
export const driven = (force: (r1: number, r2: number) => Point, margin = false): Driven => ({
  margin,
  value: (r1, r2) => (r1 - r2) ** 2,
  logForce(r1, r2, out) {
    for (const [i, f] of force(r1, r2).entries()) setSigned(out, 2 * i, Math.sign(f), Math.log(Math.abs(f)));
  },
});

/** f = J (r − r*). */
export const affine = ([[j11, j12], [j21, j22]]: readonly [Point, Point], [a, b]: Point): Driven =>
  driven((r1, r2) => [j11 * (r1 - a) + j12 * (r2 - b), j21 * (r1 - a) + j22 * (r2 - b)]);

/** A line on which a loss changes its force: n1·r1 + n2·r2 + c = 0; a coefficient of 0 leaves its log-ratio out. */
export interface Line {
  readonly normal: Point;
  readonly constant: number;
}

/** A loss with one force on each side of a line. */
export function kinked({ normal: [n1, n2], constant }: Line, below: Driven, above: Driven): Loss {
  const part = (n: number, r: number) => (n === 0 ? 0 : n * r);
  const value = (r1: number, r2: number) => part(n1, r1) + part(n2, r2) + constant;
  const side = (r1: number, r2: number) => (value(r1, r2) < 0 ? below : above);
  return make({
    margin: false,
    value: (r1, r2) => side(r1, r2).value(r1, r2),
    logForce: (r1, r2, out) => side(r1, r2).logForce(r1, r2, out),
    kink: { value, normal: [n1, n2], below, above },
  });
}

type Changes = Partial<Panel["settings"]>;

/** All settings of a run, in an unbounded domain where it is not said otherwise. */
export const unbounded = (changes: Changes): Panel["settings"] =>
  settings({ domain: "quadrant", horizon: 1e4, ...changes });

/** The flow of a loss that no registry need hold. */
export function flowBy(loss: Loss, changes: Changes = {}): Flow {
  const { geometry, domain, reference } = unbounded(changes);
  const { name, ...parameters } = geometry;
  const metric = geometries[name].create(geometries[name].parameters.parse(parameters), reference);
  return flowOf(loss, metric, createDomain(domain, reference), reference);
}

/** Follows the flow of a loss that no registry need hold from a start (r1, r2). */
export function followBy(loss: Loss, changes: Changes, start: Point, options: FollowOptions = {}) {
  const x0: Point = [Math.exp(start[0]), Math.exp(start[1])];
  return followFlow(flowBy(loss, changes), x0, unbounded(changes), options);
}

/** Both log-ratios are as expected. */
export const gap = (r: ArrayLike<number>, expected: Point): number =>
  Math.max(Math.abs(r[0] - expected[0]), Math.abs(r[1] - expected[1]));
