import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLANE_NAMES } from "../../src/index.js";
import { catalogue } from "../../src/model/catalogue.js";
import { sampleField } from "../../src/model/field.js";
import { createFlow } from "../../src/model/flow.js";
import { geometries } from "../../src/model/geometries/registry.js";
import type { PlaneFamily } from "../../src/model/planes/family.js";
import { planes, showsExtinct } from "../../src/model/planes/registry.js";
import { scenarioJsonSchema } from "../../src/scenario/schema.js";
import { settings } from "../settings.js";

const families: readonly PlaneFamily[] = Object.values(planes);

/** Reference probabilities, and ratios x that keep π = p·x in (0, 1). */
const probability = fc.double({ min: 0.01, max: 1, noNaN: true });
const share = fc.double({ min: 1e-6, max: 0.999, noNaN: true });

describe.each(families)("the plane $name", (plane) => {
  it("is described in the schema, the library and the README", () => {
    const { properties } = scenarioJsonSchema(catalogue) as {
      properties: { figure: { properties: { plane: { description: string; enum: string[] } } } };
    };
    const { description, enum: names } = properties.figure.properties.plane;
    expect(names).toEqual(Object.keys(planes));
    expect(description.split("; ")).toContain(`${plane.name}: ${plane.meaning}`);
    expect(PLANE_NAMES).toContain(plane.name);
    const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
    expect(readme).toMatch(new RegExp(`^figure: .*# .*\\b${plane.name}\\b`, "m"));
    expect(readme.replace(/\s+/g, " ")).toContain(`\`${plane.name}\`: ${plane.meaning}`);
  });

  it("comes back from where it leads", () => {
    fc.assert(
      fc.property(probability, share, (p, pi) => {
        const x = pi / p;
        expect(Math.abs(plane.from(plane.to(x, p), p) / x - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it("rises with x, from 0 or −∞ where a response is extinct", () => {
    fc.assert(
      fc.property(probability, share, (p, pi) => {
        const x = pi / p;
        expect(plane.to(x * (1 + 1e-9), p)).toBeGreaterThan(plane.to(x, p));
        expect(plane.to(x, p)).toBeGreaterThan(plane.to(0, p));
        expect(plane.to(0, p)).toBe(showsExtinct(plane) ? 0 : Number.NEGATIVE_INFINITY);
        expect(plane.from(plane.to(0, p), p)).toBe(0);
      }),
    );
  });

  it("moves as fast as its coordinates change along the flow", () => {
    const reference = { preferred: 0.4, dispreferred: 0.7 };
    const flow = createFlow(settings({ reference }));
    const v = new Float64Array(2);
    for (const [x1, x2] of [
      [0.3, 0.9],
      [1.1, 0.2],
      [0.02, 0.5],
    ]) {
      const scale = Math.exp(flow.velocity(Math.log(x1), Math.log(x2), v));
      for (const [i, x, p] of [
        [0, x1, reference.preferred],
        [1, x2, reference.dispreferred],
      ] as const) {
        const speed = x * v[i] * scale;
        const dt = (1e-5 * x) / Math.abs(speed);
        const slope = (plane.to(x + dt * speed, p) - plane.to(x - dt * speed, p)) / (2 * dt);
        expect(plane.velocity(speed, x, p) / slope).toBeCloseTo(1, 8);
      }
    }
  });

  it("is cut into equal cells by the field", () => {
    const reference = { preferred: 0.4, dispreferred: 0.7 };
    const ends = [plane.from(plane.to(0.1, 0.4), 0.4), 2] as const;
    const { x1, x2 } = sampleField(settings({ reference }), {
      x1: ends,
      x2: [0.5, 1],
      nx: 4,
      ny: 3,
      spacing: plane,
    });
    for (const [xs, p] of [
      [x1, 0.4],
      [x2, 0.7],
    ] as const) {
      const u = Array.from(xs, (x) => plane.to(x, p));
      for (let i = 2; i < u.length; i++) expect((u[i] - u[i - 1]) / (u[1] - u[0])).toBeCloseTo(1, 10);
    }
  });

  it("names its coordinates, and a geometry that there is", () => {
    expect(new Set(plane.fields).size).toBe(2);
    const own = families.filter(({ fields }) => fields.some((field) => plane.fields.includes(field)));
    expect(own).toEqual([plane]);
    for (const reach of [1, Number.POSITIVE_INFINITY]) {
      const symbols = plane.symbols({ preferred: 1, dispreferred: 0.5 }, [reach, reach]);
      expect(symbols.every((symbol) => symbol.length > 0)).toBe(true);
      expect(symbols[0]).not.toBe(symbols[1]);
    }
    if (plane.geometry !== undefined) expect(geometries).toHaveProperty([plane.geometry]);
  });

  it("moves as fast as the gradient is long where its coordinates are those of a geometry", () => {
    if (plane.geometry === undefined) return;
    const reference = { preferred: 0.4, dispreferred: 0.7 };
    const flow = createFlow(settings({ reference, geometry: { name: plane.geometry } }));
    const value = (u: number, v: number) =>
      flow.loss.value(Math.log(plane.from(u, 0.4)), Math.log(plane.from(v, 0.7)));
    const v = new Float64Array(2);
    const [x1, x2] = [0.3, 0.9];
    const scale = Math.exp(flow.velocity(Math.log(x1), Math.log(x2), v));
    const speed = [plane.velocity(x1 * v[0] * scale, x1, 0.4), plane.velocity(x2 * v[1] * scale, x2, 0.7)];
    const [a, b] = [plane.to(x1, 0.4), plane.to(x2, 0.7)];
    const h = 1e-5;
    const gradient = [
      (value(a + h, b) - value(a - h, b)) / (2 * h),
      (value(a, b + h) - value(a, b - h)) / (2 * h),
    ];
    for (const i of [0, 1]) expect(speed[i] / -gradient[i]).toBeCloseTo(1, 7);
  });
});
