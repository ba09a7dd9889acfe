import { describe, expect, it } from "vitest";
import { createFlow, type Flow } from "../../src/model/flow.js";
import { settings } from "../settings.js";

const reference = { preferred: 0.5, dispreferred: 0.25 };

const flowOf = (geometry: { name: string }, domain: string, loss: { name: string } = { name: "dpo" }): Flow =>
  createFlow(settings({ loss: { beta: 0.7, ...loss }, geometry, domain, reference }));

/** A kernel that is neither diagonal nor the same for both, so that every entry of K shows. */
const kernel = { name: "kernel", matrix: [2, 0.5, 1] };

/** The velocity that `velocity` or `slide` writes in scaled form. */
function velocity(write: (out: Float64Array) => number): [number, number] {
  const out = new Float64Array(2);
  const size = Math.exp(write(out));
  return [size * out[0], size * out[1]];
}

describe("a flow", () => {
  it("is K times minus the gradient of its loss", () => {
    const flow = flowOf(kernel, "quadrant");
    for (const [r1, r2] of [
      [-0.2, 0.3],
      [-3, -1],
      [2, -5],
    ]) {
      // DPO: f = β σ(−β (r1 − r2))·(1, −1).
      const f = 0.7 / (1 + Math.exp(0.7 * (r1 - r2)));
      const [v1, v2] = velocity((out) => flow.velocity(r1, r2, out));
      expect(v1).toBeCloseTo((2 - 0.5) * f, 13);
      expect(v2).toBeCloseTo((0.5 - 1) * f, 13);
    }
  });

  describe.each([
    ["kernel", kernel],
    ["ratio", { name: "ratio" }],
    ["probability", { name: "probability" }],
  ])("along a wall in geometry %s", (_label, geometry) => {
    for (const domain of ["box", "simplex"]) {
      it(`loses its part across the walls of the ${domain}, as measured by the metric`, () => {
        const flow = flowOf(geometry, domain);
        for (const face of flow.faces) {
          for (const [a, b] of [
            [-0.4, -1.1],
            [-2, 0.3],
          ]) {
            const r = Float64Array.of(a, b);
            face.snap(r);
            const [n, slid] = [new Float64Array(2), velocity((out) => flow.slide(face, r[0], r[1], out))];
            face.normal(r[0], r[1], n);
            const free = velocity((out) => flow.velocity(r[0], r[1], out));
            expect(n[0] * slid[0] + n[1] * slid[1]).toBeCloseTo(0, 13);
            const push = flow.push(face, r[0], r[1]);
            const across = n[0] * free[0] + n[1] * free[1];
            expect(push).toBeCloseTo(across / Math.max(Math.abs(free[0]), Math.abs(free[1])), 12);
            // What is lost lies along K n.
            const metric = metricOf(geometry.name, r);
            const kn = [metric[0] * n[0] + metric[1] * n[1], metric[1] * n[0] + metric[2] * n[1]];
            const share = across / (n[0] * kn[0] + n[1] * kn[1]);
            for (const i of [0, 1]) expect(slid[i]).toBeCloseTo(free[i] - share * kn[i], 12);
          }
        }
      });
    }
  });

  it("meets the walls of its domain, and those of its loss that the domain does not keep it from", () => {
    const names = (domain: string, loss?: { name: string }, geometry: { name: string } = { name: "ratio" }) =>
      flowOf(geometry, domain, loss).faces.map(({ name }) => name);
    expect(names("quadrant")).toEqual([]);
    expect(names("box")).toEqual(["preferred-max", "dispreferred-max"]);
    expect(names("simplex")).toEqual(["simplex"]);
    const orpo = { name: "orpo", lambda: 0.1, lengths: [1, 1] };
    expect(names("quadrant", orpo)).toEqual(["preferred-max", "dispreferred-max"]);
    expect(names("box", orpo)).toEqual(["preferred-max", "dispreferred-max"]);
    expect(names("simplex", orpo)).toEqual(["simplex"]);
    expect(names("simplex", undefined, { name: "softmax" })).toEqual([]);
  });

  it("leaves an extinct response where it is, also on a wall that the flow pushes against", () => {
    const robust = { name: "robust-dpo", epsilon: 0.1 };
    for (const domain of ["box", "simplex"]) {
      const flow = flowOf({ name: "ratio" }, domain, robust);
      const [r1, out] = [Math.log(1 / reference.preferred), new Float64Array(2)];
      expect(flow.push(flow.faces[0], r1, -Infinity)).toBeGreaterThan(0);
      expect(flow.slide(flow.faces[0], r1, -Infinity, out)).toBe(-Infinity);
      expect([...out].map(Math.abs)).toEqual([0, 0]);
    }
  });

  it("of a hinge is at rest beyond its kink, and pushes through no wall there", () => {
    const flow = flowOf({ name: "ratio" }, "box", { name: "hinge" });
    const [wall] = flow.faces;
    const r = [Math.log(2), -3] as const;
    expect(flow.push(wall, ...r)).toBe(0);
    expect(velocity((out) => flow.velocity(...r, out))).toEqual([0, 0]);
    const below = velocity((out) => flow.kink?.below.velocity(0, 0, out) ?? Number.NaN);
    expect(below).toEqual([expect.closeTo(0.7, 13), expect.closeTo(-0.7, 13)]);
    expect(flow.kink?.value(1 / 0.7, 0)).toBeCloseTo(0, 15);
  });

  it("starts inside its domain and on its walls, not beyond", () => {
    const flow = flowOf({ name: "ratio" }, "simplex");
    const at = (w: number, l: number) => flow.isStart(Math.log(w / 0.5), Math.log(l / 0.25));
    expect([at(0.3, 0.3), at(0.6, 0.4), at(0.6, 0.4001)]).toEqual([true, true, false]);
  });
});

/** [k11, k12, k22] in log-ratios, from the definitions of the geometries. */
function metricOf(name: string, r: ArrayLike<number>): [number, number, number] {
  if (name === "kernel") return [2, 0.5, 1];
  const scale = name === "probability" ? [reference.preferred, reference.dispreferred] : [1, 1];
  // Steps in x or π: dr/dx = 1/x.
  return [1 / (Math.exp(r[0]) * scale[0]) ** 2, 0, 1 / (Math.exp(r[1]) * scale[1]) ** 2];
}
