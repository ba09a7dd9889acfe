import { describe, expect, it } from "vitest";
import { createFlow } from "../../src/model/flow.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { settings } from "../settings.js";

const cases = [
  ...Object.entries(geometries).map(([name, { parameters }]) => ({ name, ...parameters.parse({}) })),
  { name: "kernel", matrix: [1, 1.1, 1.3] },
];

const flowOf = (geometry: { name: string }) =>
  createFlow(settings({ geometry, domain: "quadrant", reference: { preferred: 0.3, dispreferred: 0.7 } }));

const POINTS = [
  [-0.4, -1.3],
  [-2, -0.5],
  [0.7, 0.2],
] as const;

describe.each(cases)("the margin motion of $name", (geometry) => {
  const flow = flowOf(geometry);
  const { motion } = flow.geometry;
  if (!motion) {
    it("is known for the geometries that exact sweeps are promised for", () => {
      expect(["ratio", "probability", "log-ratio", "kernel"]).not.toContain(geometry.name);
    });
    return;
  }

  it.each(POINTS)("agrees with the flow at (%d, %d)", (r1, r2) => {
    const v = new Float64Array(2);
    const speed = Math.exp(flow.velocity(r1, r2, v));
    const m = r1 - r2;
    const { beta } = flow.loss.parameters as { beta: number };
    const slope = -beta / (1 + Math.exp(beta * m));
    const logScale = motion.logScale(Math.exp(r1), Math.exp(r2));
    const pace = -Math.exp(motion.logRate(m, logScale)) * slope;
    expect((speed * (v[0] - v[1])) / pace).toBeCloseTo(1, 12);

    // Twice the scale, half the pace.
    expect(motion.logRate(m, logScale + Math.LN2)).toBeCloseTo(motion.logRate(m, logScale) - Math.LN2, 12);

    const track = motion.track(r1, r2);
    expect(Math.log(track.scale)).toBeCloseTo(logScale, 12);
    const [here, there] = [new Float64Array(2), new Float64Array(2)];
    track.at(m, here);
    expect(here[0]).toBeCloseTo(r1, 12);
    expect(here[1]).toBeCloseTo(r2, 12);
    const step = 1e-6;
    track.at(m + step, there);
    const [d1, d2] = [0, 1].map((i) => (there[i] - here[i]) / step);
    for (const [i, d] of [d1, d2].entries()) expect(d).toBeCloseTo((speed * v[i]) / pace, 5);
    expect(motion.stretch(m)).toBeCloseTo(Math.max(Math.abs(d1), Math.abs(d2)), 5);

    const fallen = track.whenDispreferred(-0.2);
    track.at(fallen, there);
    expect(there[1]).toBeCloseTo(r2 - 0.2, 12);
    if (motion.radius) expect(motion.radius(there[0], there[1])).toBeCloseTo(motion.radius(r1, r2), 12);
    expect(motion.logRate(40, 0) > motion.logRate(20, 0) + 1).toBe(motion.falls);
  });
});

it("a kernel that moves no margin has no margin motion", () => {
  expect(flowOf({ name: "kernel", matrix: [1, 1, 1] } as { name: string }).geometry.motion).toBeUndefined();
});
