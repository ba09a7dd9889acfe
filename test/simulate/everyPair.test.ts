import { describe, expect, it } from "vitest";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { geometryNamed } from "../model/geometries/variants.js";
import { secondState, shortTime } from "../run/secondIntegrator.js";
import { relativeError, settings } from "../settings.js";

/** Parameters besides the defaults, where those leave something of the loss unused. */
const VARIANTS: Record<string, Record<string, unknown>[]> = {
  "f-dpo": ["reverse-kl", "forward-kl", "jensen-shannon", "alpha"].map((divergence) => ({ divergence })),
  odpo: [{ offset: 0.5 }],
  hinge: [{ beta: 2 }],
  bco: [{ delta: 0.3 }],
  kto: [{ z: 0.2, lambdaD: 1.5, lambdaU: 0.7 }],
  simpo: [{ lengths: [2, 3] }],
  orpo: [{ lengths: [2, 3] }],
};

/** Starts close to a kink, so that it is crossed. */
const STARTS: Record<string, [number, number]> = { hinge: [1.2, 1], dpop: [0.9, 1.3], slic: [1.6, 0.5] };

const GEOMETRIES = Object.keys(geometries).map(geometryNamed);

const pairs = Object.keys(losses).flatMap((name) =>
  (VARIANTS[name] ?? [{}]).flatMap((parameters) =>
    GEOMETRIES.map((geometry) => ({
      name,
      parameters: losses[name].parameters.parse(parameters),
      geometry,
      label: [name, JSON.stringify(parameters), geometry.name].join(" "),
    })),
  ),
);

describe("every loss in every geometry", () => {
  it.each(pairs)("$label as a second integrator has it", ({ name, parameters, geometry }) => {
    const x0 = STARTS[name] ?? [0.8, 1.3];
    const all = settings({
      loss: { name, ...parameters },
      geometry,
      reference: { preferred: 0.3, dispreferred: 0.4 },
      domain: "quadrant",
      starts: { a: x0 },
      tolerance: { relative: 1e-10, absolute: 1e-12 },
    });
    const t = shortTime(all, x0, 0.3);
    const { path, events } = simulateStart({ ...all, horizon: 2 * t, sample: { times: [t] } }, "a");
    const [x1, x2] = secondState(all, x0, t);
    expect(relativeError(path[0].x1, x1)).toBeLessThan(1e-9);
    expect(relativeError(path[0].x2, x2)).toBeLessThan(1e-9);
    expect(Math.abs(Math.log(x2 / x0[1])) + Math.abs(Math.log(x1 / x0[0]))).toBeGreaterThan(0.02);
    const kinks = events.filter((event) => event.kind === "kink" && event.t < t);
    expect(kinks).toHaveLength(name in STARTS ? 1 : 0);
  });
});
