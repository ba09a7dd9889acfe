import fc from "fast-check";
import { expect } from "vitest";
import { geometries } from "../../../src/model/geometries/registry.js";
import type { Geometry } from "../../../src/model/geometry.js";
import { losses } from "../../../src/model/losses/registry.js";
import type { Reference } from "../../../src/model/reference.js";
import { anyPoint, reference } from "../losses/arbitrary.js";

export const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** A component of a force: 0 or of moderate size. */
export const slope = fc.integer({ min: -3000, max: 3000 }).map((k) => k / 1000);
/** A geometry with its defaults filled in. */
export const make = (
  name: string,
  parameters: object = {},
  p: Reference = { preferred: 1, dispreferred: 1 },
) => geometries[name].create(geometries[name].parameters.parse(parameters), p);

/** Random parameters of a geometry: a kernel as the Gram matrix of two vectors, some of them parallel. */
const parametersOf: Record<string, fc.Arbitrary<object>> = {
  kernel: fc
    .tuple(
      between(0.1, 3),
      between(0.1, 3),
      fc.oneof(
        fc.integer({ min: -99, max: 99 }).map((k) => k / 100),
        fc.constantFrom(-1, 1),
      ),
    )
    .map(([a, b, cosine]) => ({ matrix: [a * a, a * b * cosine, b * b] })),
  softmax: fc.record({ others: fc.integer({ min: 1, max: 50 }) }),
};
const anyGeometry = (name: string) =>
  fc
    .tuple(parametersOf[name] ?? fc.constant({}), reference)
    .map(([parameters, p]) => ({ geometry: make(name, parameters, p), parameters, p }));

/** A random geometry of that name at a point inside the simplex. */
export const geometryAtPoint = (name: string) =>
  anyGeometry(name).chain((given) =>
    fc.record({
      given: fc.constant(given),
      r: anyPoint(losses.rlhf.create(losses.rlhf.parameters.parse({}), given.p), given.p, 20),
    }),
  );

/** Velocity for a force given plainly: K·f. */
export function times(
  geometry: Geometry,
  r: readonly [number, number],
  f: readonly number[],
): [number, number] {
  const out = new Float64Array(2);
  const log = f.flatMap((v) => [Math.sign(v), Math.log(Math.abs(v))]);
  const scale = geometry.velocity(r[0], r[1], Float64Array.from(log), out);
  if (scale !== -Infinity) expect(Math.max(Math.abs(out[0]), Math.abs(out[1]))).toBe(1);
  // A sum with 0 is never −0.
  return [0 + out[0] * Math.exp(scale), 0 + out[1] * Math.exp(scale)];
}
