import fc from "fast-check";
import type { Loss } from "../../../src/model/loss.js";
import { losses } from "../../../src/model/losses/registry.js";
import type { Reference } from "../../../src/model/reference.js";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Values for each parameter that are interesting and valid in every loss that has it. */
const values: Record<string, fc.Arbitrary<unknown>> = {
  beta: between(0.02, 3),
  epsilon: between(0.001, 0.45),
  tau: between(0.05, 2),
  offset: between(-3, 3),
  divergence: fc.constantFrom("forward-kl", "reverse-kl", "jensen-shannon", "alpha"),
  alpha: between(0.05, 2),
  delta: between(0.1, 3),
  z: between(-2, 2),
  lambda: between(0.01, 1),
  lambdaD: between(0.1, 2),
  lambdaU: between(0.1, 2),
  shift: between(0.1, 1),
  gamma: between(0, 2),
  lengths: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
  rewards: fc.tuple(between(-2, 2), between(-2, 2)),
};

/** A reference policy that leaves room for other responses. */
export const reference: fc.Arbitrary<Reference> = fc.record({
  preferred: between(0.05, 0.6),
  dispreferred: between(0.05, 0.35),
});

/** A loss of that name with random parameters and reference. */
export function anyLoss(name: string): fc.Arbitrary<{ loss: Loss; reference: Reference }> {
  const family = losses[name];
  const shape = Object.keys(family.parameters.shape).map((key) => [key, values[key]]);
  return fc.tuple(fc.record(Object.fromEntries(shape)), reference).map(([parameters, p]) => ({
    loss: family.create(family.parameters.parse(parameters), p),
    reference: p,
  }));
}

/** A point of the plane, at most `reach` from (0, 0) in each log-ratio, inside every domain a loss may have. */
export function anyPoint(loss: Loss, { preferred, dispreferred }: Reference, reach = 40) {
  const top = (p: number) => (loss.contains ? Math.log(0.49 / p) : reach);
  return fc.tuple(between(-reach, top(preferred)), between(-reach, top(dispreferred)));
}

/** A random loss of that name at a random point. */
export const lossAtPoint = (name: string, reach?: number) =>
  anyLoss(name).chain(({ loss, reference: p }) =>
    fc.record({ loss: fc.constant(loss), r: anyPoint(loss, p, reach) }),
  );

/** Whether a loss is the potential of its force, at its defaults. */
export const isConservative = (name: string): boolean =>
  losses[name].create(losses[name].parameters.parse({}), { preferred: 0.4, dispreferred: 0.2 }).conservative;

/** The same numbers on every run. */
export const SEED = { seed: 20240404, numRuns: 300 };
