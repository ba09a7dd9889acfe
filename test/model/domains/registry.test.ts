import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../src/model/catalogue.js";
import { createDomain, insideDomain, ON_FACE, violation } from "../../../src/model/domain.js";
import type { Wall } from "../../../src/model/domains/family.js";
import { domains } from "../../../src/model/domains/registry.js";
import { createFlow } from "../../../src/model/flow.js";
import { scenarioJsonSchema } from "../../../src/scenario/schema.js";
import { settings } from "../../settings.js";

const families = Object.values(domains);
const walls = families.flatMap((family) =>
  (family.walls as readonly Wall[]).map((wall) => ({ family, wall, label: `${family.name}, ${wall.name}` })),
);
const reference = { preferred: 0.5, dispreferred: 0.25 };
/** Log-ratios of (π_w, π_l). */
const at = ([w, l]: readonly [number, number]) =>
  [Math.log(w / reference.preferred), Math.log(l / reference.dispreferred)] as const;

describe.each(families)("domain $name", ({ name, meaning, reach, walls }) => {
  it("is described in the schema, the catalogue and the README", () => {
    const text = `${name}: ${meaning}`;
    const { properties } = scenarioJsonSchema(catalogue) as {
      properties: { domain: { description: string; enum: string[] } };
    };
    expect(properties.domain.enum).toContain(name);
    expect(properties.domain.description.split("; ")).toContain(text);
    expect(readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8")).toContain(text);
  });

  it("holds small policies, and none beyond its reach", () => {
    const domain = createDomain(name, reference);
    expect(domain.hasInside(...at([1e-3, 1e-3]))).toBe(true);
    expect(domain.contains(...at([1e-300, 1e-300]))).toBe(true);
    const [w, l] = reach;
    if (w < Infinity) expect(domain.contains(...at([1.001 * w, 1e-3]))).toBe(false);
    else expect(domain.contains(...at([1e9, 1e-3]))).toBe(true);
    if (l < Infinity) expect(domain.contains(...at([1e-3, 1.001 * l]))).toBe(false);
    else expect(domain.contains(...at([1e-3, 1e9]))).toBe(true);
    expect(walls.length > 0).toBe(reach.some(Number.isFinite));
  });

  it("says the same of every point wherever it is asked", () => {
    const domain = createDomain(name, reference);
    const flow = createFlow(settings({ domain: name, reference }));
    const drawn = insideDomain(name, reference);
    const ratio = fc.double({ min: 1e-3, max: 10, noNaN: true });
    fc.assert(
      fc.property(ratio, ratio, (x1, x2) => {
        const inside = domain.contains(Math.log(x1), Math.log(x2));
        expect(drawn(x1, x2)).toBe(inside);
        expect(flow.isStart(Math.log(x1), Math.log(x2))).toBe(inside);
        expect(violation(name, [x1, x2], reference) === undefined).toBe(inside);
        expect(catalogue.domains[name].violation([x1, x2], reference) === undefined).toBe(inside);
        if (domain.hasInside(Math.log(x1), Math.log(x2))) expect(inside).toBe(true);
      }),
    );
  });
});

it("walls have names of their own", () => {
  const names = walls.map(({ wall }) => wall.name);
  expect(new Set(names).size).toBe(names.length);
});

it("the box names the ratio that is too large, and how large it may be", () => {
  expect(violation("box", [8, 0.1], reference)).toContain("π_w = x1·p = 4, which must not exceed 1 (x1 ≤ 2)");
  expect(violation("box", [0.1, 12], reference)).toContain(
    "π_l = x2·p = 3, which must not exceed 1 (x2 ≤ 4)",
  );
});

describe.each(walls)("wall $label", ({ family, wall }) => {
  const { value } = wall.barrier(reference);

  it("is drawn where it is", () => {
    const { line } = wall;
    for (let i = 1; i < line.length; i++) {
      for (const share of [0.1, 0.5, 0.9]) {
        const [w, l] = [0, 1].map((k) => line[i - 1][k] + share * (line[i][k] - line[i - 1][k]));
        expect(Math.abs(value(...at([w, l])))).toBeLessThan(ON_FACE);
        const domain = createDomain(family.name, reference);
        expect(domain.contains(...at([w, l]))).toBe(true);
        expect(domain.hasInside(...at([w, l]))).toBe(false);
      }
    }
  });

  it("has a drawn outside that is outside", () => {
    const [w, l] = [0, 1].map((k) => {
      const finite = wall.beyond.map((corner) => Math.min(corner[k], 9));
      return finite.reduce((a, b) => a + b, 0) / finite.length;
    });
    expect(value(...at([w, l]))).toBeGreaterThan(ON_FACE);
    const x = [w / reference.preferred, l / reference.dispreferred] as const;
    expect(wall.refusal(x, reference)).toContain(`outside the ${family.name}`);
  });

  it("has its gradient for a normal, also in logarithms", () => {
    const barrier = wall.barrier(reference);
    const [n, log] = [new Float64Array(2), new Float64Array(2)];
    const h = 1e-5;
    for (const [r1, r2] of [
      [-0.3, -0.2],
      [-4, 1],
      [0.5, -7],
    ]) {
      barrier.normal(r1, r2, n);
      barrier.logNormal(r1, r2, log);
      const gradient = [
        (value(r1 + h, r2) - value(r1 - h, r2)) / (2 * h),
        (value(r1, r2 + h) - value(r1, r2 - h)) / (2 * h),
      ];
      const length = (v: ArrayLike<number>) => Math.hypot(v[0], v[1]);
      for (const i of [0, 1]) {
        expect(n[i]).toBeGreaterThanOrEqual(0);
        expect(n[i] / length(n)).toBeCloseTo(gradient[i] / length(gradient), 8);
        expect(Math.exp(log[i])).toBeCloseTo(n[i], 14);
      }
    }
    // Where a probability is far below the range of doubles the logarithms still tell the components apart.
    barrier.logNormal(-2000, -1000, log);
    expect(log.every((each) => each <= 0)).toBe(true);
    expect(Math.max(...log)).toBe(0);
    expect(value(-2000, -1000)).toBeLessThan(-900);
  });

  it("measures relative distance, and takes a point near it onto it", () => {
    const { snap } = wall.barrier(reference);
    // An axis is at −∞ of the log-ratios, and some walls have no end.
    const finite = (p: number) => Math.min(Math.max(p, 1e-6), 1e6);
    for (const [w, l] of wall.line) {
      const r = Float64Array.from(at([finite(w), finite(l)]));
      const moved = Float64Array.of(r[0] + 1e-9, r[1] + 1e-9);
      const before = value(moved[0], moved[1]);
      snap(moved);
      expect(Math.abs(value(moved[0], moved[1]))).toBeLessThan(1e-15);
      for (const i of [0, 1])
        expect(Math.abs(moved[i] - r[i])).toBeLessThanOrEqual(2 * Math.abs(before) + 2e-9);
    }
  });

  it("says in its refusal what was wrong, in numbers", () => {
    const text = wall.refusal([8, 16], reference);
    // π_w = 4, π_l = 4.
    expect(text).toMatch(/= [48],/);
    expect(text).toContain("must not exceed 1");
  });
});
