import { describe, expect, it } from "vitest";
import { createDomain, violation } from "../../src/model/domain.js";
import type { DomainName } from "../../src/model/domains/registry.js";
import { sampleField } from "../../src/model/field.js";
import { createFlow } from "../../src/model/flow.js";
import { settings } from "../settings.js";

describe("sampleField", () => {
  const beta = 0.3;
  const all = settings({ loss: { name: "dpo", beta } });
  const field = sampleField(all, { x1: [0, 1], x2: [0, 2], nx: 4, ny: 3 });

  it("has cell centres and ndarrays of the documented shapes", () => {
    expect(Array.from(field.x1)).toEqual([0.125, 0.375, 0.625, 0.875]);
    expect(Array.from(field.x2).map((x) => x.toFixed(3))).toEqual(["0.333", "1.000", "1.667"]);
    expect(field.velocity.shape).toEqual([3, 4, 2]);
    expect(field.loss.shape).toEqual([3, 4]);
  });

  it("has cells equal in log x where asked for", () => {
    const { x1 } = sampleField(all, { x1: [1e-4, 1], x2: [1e-4, 1], nx: 2, ny: 2, spacing: "log" });
    expect(x1[0]).toBeCloseTo(1e-3, 15);
    expect(x1[1]).toBeCloseTo(1e-1, 15);
  });

  it("is −∇L of Theorem 1", () => {
    for (const [j, x2] of field.x2.entries()) {
      for (const [i, x1] of field.x1.entries()) {
        const sum = x1 ** beta + x2 ** beta;
        expect(field.loss.get(j, i)).toBeCloseTo(-Math.log(x1 ** beta / sum), 13);
        expect(field.velocity.get(j, i, 0)).toBeCloseTo((beta * x2 ** beta) / (x1 * sum), 12);
        expect(field.velocity.get(j, i, 1)).toBeCloseTo((-beta * x2 ** (beta - 1)) / sum, 12);
        // Corollary 1.
        expect(Math.abs(field.velocity.get(j, i, 0) / field.velocity.get(j, i, 1))).toBeCloseTo(x2 / x1, 12);
      }
    }
  });

  it("is the gradient of the sampled loss, by central differences", () => {
    const h = 1e-5;
    const near = (x1: number, x2: number) =>
      sampleField(all, { x1: [x1 - h / 2, x1 + h / 2], x2: [x2 - h / 2, x2 + h / 2], nx: 1, ny: 1 });
    const x = [0.3, 0.7] as const;
    const v = near(...x).velocity;
    const slope = (near(x[0] + h, x[1]).loss.get(0, 0) - near(x[0] - h, x[1]).loss.get(0, 0)) / (2 * h);
    expect(v.get(0, 0, 0)).toBeCloseTo(-slope, 8);
  });
});

describe("domains", () => {
  const reference = { preferred: 0.5, dispreferred: 0.25 };

  it.each([
    ["quadrant", [100, 100], undefined],
    ["box", [2, 4], undefined],
    ["box", [2.001, 1], "π_w"],
    ["box", [1, 4.1], "π_l"],
    ["simplex", [1, 2], undefined],
    ["simplex", [1, 2.1], "π_w + π_l"],
  ] as [DomainName, [number, number], string | undefined][])("%s and %s", (name, x, symbol) => {
    const message = violation(name, x, reference);
    if (symbol === undefined) expect(message).toBeUndefined();
    else expect(message).toContain(symbol);
  });

  it("forgives rounding at a wall", () => {
    expect(violation("box", [2 * (1 + 5e-13), 1], reference)).toBeUndefined();
    expect(violation("box", [2 * (1 + 5e-12), 1], reference)).toBeDefined();
  });

  it("has outward normals: central differences of the wall's value", () => {
    const h = 1e-6;
    for (const name of ["box", "simplex"] as const) {
      for (const face of createDomain(name, reference).faces) {
        const [r1, r2] = [-0.3, 0.4];
        const n = new Float64Array(2);
        face.normal(r1, r2, n);
        const d1 = (face.value(r1 + h, r2) - face.value(r1 - h, r2)) / (2 * h);
        const d2 = (face.value(r1, r2 + h) - face.value(r1, r2 - h)) / (2 * h);
        expect(n[0] * d2 - n[1] * d1).toBeCloseTo(0, 9);
        expect(n[0] * d1 + n[1] * d2).toBeGreaterThan(0);
        const r = Float64Array.of(r1, r2);
        face.snap(r);
        expect(face.value(r[0], r[1])).toBeCloseTo(0, 15);
      }
    }
  });
});

describe("createFlow", () => {
  it("slides along a wall: no motion across it, and never faster than the free flow", () => {
    const flow = createFlow(settings({ domain: "simplex" }));
    const [face] = flow.faces;
    const [v, free, n] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
    for (const x1 of [1e-6, 0.01, 0.2, 0.49]) {
      const r = [Math.log(x1), Math.log1p(-x1)] as const;
      const [slow, fast] = [flow.slide(face, ...r, v), flow.velocity(...r, free)];
      for (const i of [0, 1]) v[i] *= Math.exp(slow - fast);
      face.normal(...r, n);
      expect(Math.abs(n[0] * v[0] + n[1] * v[1])).toBeLessThan(1e-15);
      expect(flow.push(face, ...r)).toBeGreaterThan(0);
      // In x the projection is Euclidean, so it shortens.
      const x = [x1, 1 - x1];
      expect(Math.hypot(x[0] * v[0], x[1] * v[1])).toBeLessThan(Math.hypot(x[0] * free[0], x[1] * free[1]));
    }
  });
});
