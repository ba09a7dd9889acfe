import { describe, expect, it } from "vitest";
import { geometries } from "../../src/model/geometries/registry.js";
import { setSigned, sigmoid } from "../../src/model/logarithm.js";
import type { Loss } from "../../src/model/loss.js";
import { logBump } from "../../src/model/losses/curve.js";
import type { Panel } from "../../src/scenario/schema.js";
import { geometryNamed } from "../model/geometries/variants.js";
import {
  affine,
  type Driven,
  driven,
  followBy,
  kinked,
  type Line,
  make,
  type Point,
  unbounded,
} from "./byForce.js";
import { secondState } from "./secondIntegrator.js";

/*
 * Losses whose force is not the negative gradient of the value they report, as where part of a loss is held fixed while
 * the gradient is taken.
 */

/** KTO with a reference point z = r2/2 that is held fixed while the gradient is taken. */
const detachedKto = (beta: number): Driven => ({
  margin: false,
  value: (r1, r2) => 2 - sigmoid(beta * (r1 - r2 / 2)) - sigmoid((-beta * r2) / 2),
  logForce(r1, r2, out) {
    setSigned(out, 0, 1, Math.log(beta) + logBump(beta * (r1 - r2 / 2)));
    setSigned(out, 2, -1, Math.log(beta) + logBump((-beta * r2) / 2));
  },
});

function run(loss: Loss, changes: Partial<Panel["settings"]>, start: Point) {
  const { end, events, solution } = followBy(loss, changes, start);
  const { approach, status } = end;
  const x0: Point = [Math.exp(start[0]), Math.exp(start[1])];
  return {
    all: unbounded(changes),
    x0,
    events,
    approach,
    status,
    r: [solution.y[0], solution.y[1]] as Point,
  };
}

const near = (r: Point, expected: Point, tolerance: number) => {
  for (const i of [0, 1]) expect(Math.abs(r[i] - expected[i])).toBeLessThan(tolerance);
};

const REST: Point = [-0.6, -1.2];

describe("a force that turns about its rest point", () => {
  const [a, b] = [0.5, 2];
  const loss = make(
    affine(
      [
        [-a, -b],
        [b, -a],
      ],
      REST,
    ),
  );

  it("is no gradient, and its loss says so", () => {
    expect(loss.conservative).toBe(false);
    expect(loss.restless).toBe(false);
    const f = new Float64Array(2);
    loss.force(-0.6, -0.2, f);
    expect([...f]).toEqual([-2, -0.5].map((v) => expect.closeTo(v, 14)));
  });

  it("is followed along a spiral known in closed form, and as a second integrator follows it", () => {
    const { r, all, x0 } = run(loss, { geometry: { name: "log-ratio" }, horizon: 1.5 }, [0.4, -0.5]);
    const [c, s, e] = [Math.cos(1.5 * b), Math.sin(1.5 * b), Math.exp(-1.5 * a)];
    near(r, [REST[0] + e * (c - s * 0.7), REST[1] + e * (s + c * 0.7)], 1e-9);
    near(r, secondState(all, x0, 1.5, loss).map(Math.log) as Point, 1e-8);
  });

  it.each(Object.keys(geometries))("comes to rest there in %s geometry", (name) => {
    const { status, r, approach } = run(loss, { geometry: geometryNamed(name) }, [-0.6, -1]);
    expect(status).toBe("stationary");
    near(r, REST, 1e-11);
    expect(approach?.rate).toBeGreaterThan(0);
  });
});

describe("a rest point that only some metrics make attracting", () => {
  // Of J the trace is −1, of K J with K = diag(1, 4) it is 5; both determinants are positive.
  const loss = make(
    affine(
      [
        [-3, -4],
        [4, 2],
      ],
      REST,
    ),
  );

  it("draws runs in where K J is stable", () => {
    const { status, r } = run(loss, { geometry: { name: "log-ratio" } }, [0.1, -1]);
    expect(status).toBe("stationary");
    near(r, REST, 1e-11);
  });

  it("does not where K J is not", () => {
    const geometry = { name: "kernel", matrix: [1, 0, 4] };
    const { status, r, all, x0 } = run(loss, { geometry, horizon: 1.5 }, [REST[0] + 1e-4, REST[1]]);
    expect(status).toBe("horizon");
    expect(Math.hypot(r[0] - REST[0], r[1] - REST[1])).toBeGreaterThan(1e-3);
    near(r, secondState(all, x0, 1.5, loss).map(Math.log) as Point, 1e-8);
  });

  it("is not met where the determinant is negative: a saddle", () => {
    const saddle = make(
      affine(
        [
          [-1, 2],
          [2, -1],
        ],
        REST,
      ),
    );
    const { status } = run(saddle, { geometry: { name: "log-ratio" }, horizon: 3 }, [
      REST[0] + 1e-3,
      REST[1],
    ]);
    expect(status).toBe("horizon");
  });
});

describe("one direction of motion", () => {
  /** Towards (0.8, −1) for each response, bent by the other one in a way that no potential has. */
  const force = (r1: number, r2: number): Point => [0.8 - r1 + 0.3 * r2, -1 - r2 - 0.5 * r1];
  const loss = make(driven(force));

  it("rests on the wall of the box where the force points straight at it", () => {
    const { status, r, events } = run(loss, { domain: "box" }, [-1, -0.2]);
    expect(status).toBe("stationary");
    expect(events.map(({ face }) => face)).toEqual(["preferred-max"]);
    near(r, [0, -1], 1e-10);
  });

  it.each(["ratio", "log-ratio"])("rests on the edge of the simplex in %s geometry", (name) => {
    const { status, r, events } = run(loss, { domain: "simplex", geometry: { name } }, [-1.5, -0.7]);
    const along = (w: number) => {
      const [f1, f2] = force(Math.log(w), Math.log1p(-w));
      return (1 - w) * f1 - w * f2;
    };
    let [low, high] = [0.01, 0.999];
    for (let i = 0; i < 80; i++) {
      const middle = (low + high) / 2;
      if (along(middle) > 0) low = middle;
      else high = middle;
    }
    expect(status).toBe("stationary");
    expect(events.map(({ face }) => face)).toEqual(["simplex"]);
    near(r, [Math.log(low), Math.log1p(-low)], 1e-9);
  });

  it("rests on the line that a kernel of rank 1 leaves", () => {
    const { status, r } = run(loss, { geometry: { name: "kernel", matrix: [1, 2, 4] } }, [-1, -1]);
    const [f1, f2] = force(...r);
    expect(status).toBe("stationary");
    expect(Math.abs(f1 + 2 * f2)).toBeLessThan(1e-9);
    expect(Math.abs(2 * (r[0] + 1) - (r[1] + 1))).toBeLessThan(1e-9);
  });

  it.each(["ratio", "log-ratio"])("rests on a line of constant margin in %s geometry", (name) => {
    const margin = make(driven((r1, r2) => [2 - (r1 - r2), r1 - r2 - 2], true));
    const { status, r } = run(margin, { geometry: { name } }, [-1, -1.2]);
    expect(status).toBe("stationary");
    expect(Math.abs(r[0] - r[1] - 2)).toBeLessThan(1e-9);
  });

  it("goes on along the axis after an extinction and rests on it", () => {
    const dying = make(driven((r1, _r2) => [0.4 - r1, -1]));
    const { status, r, events } = run(dying, {}, [-0.5, -1]);
    expect(events.map(({ kind }) => kind)).toEqual(["extinction"]);
    expect(status).toBe("extinct");
    expect(Math.abs(r[0] - 0.4)).toBeLessThan(1e-9);
  });
});

describe("a stop-gradient", () => {
  const loss = make(detachedKto(0.8));

  it("has another force than its value has a slope", () => {
    const f = new Float64Array(2);
    loss.force(0.2, -0.4, f);
    const [h, z] = [1e-5, -0.2];
    const slope = [
      loss.value(0.2 + h, -0.4) - loss.value(0.2 - h, -0.4),
      loss.value(0.2, -0.4 + h) - loss.value(0.2, -0.4 - h),
    ];
    // dL/dr2 also comes through z, half of each of the two terms.
    const bump = (u: number) => 0.8 * sigmoid(0.8 * u) * sigmoid(-0.8 * u);
    expect(-slope[0] / (2 * h)).toBeCloseTo(f[0], 8);
    expect(f[1]).toBeCloseTo(-bump(z + 0.4), 12);
    expect(-slope[1] / (2 * h)).toBeCloseTo(f[1] + (bump(z + 0.4) - bump(0.2 - z)) / 2, 8);
    expect(loss.conservative).toBe(false);
  });

  it.each(Object.keys(geometries))("is followed as a second integrator follows it in %s", (name) => {
    const geometry = geometryNamed(name);
    const { all, x0, r } = run(loss, { geometry, horizon: 0.2 }, [-1.2, -1]);
    near(r, secondState(all, x0, 0.2, loss).map(Math.log) as Point, 1e-8);
  });
});

describe("a force with a kink", () => {
  const line: Line = { normal: [1, -1], constant: -0.5 };
  const [below, above] = [driven((_r1, r2) => [1, 0.2 * r2]), driven((r1) => [0.3, -0.2 * r1])];
  const loss = kinked(line, below, above);

  it("is crossed where the second integrator crosses it", () => {
    const { all, x0, r, events } = run(loss, { geometry: { name: "log-ratio" }, horizon: 1 }, [-1, -1.1]);
    expect(events.map(({ kind }) => kind)).toEqual(["kink"]);
    near(r, secondState(all, x0, 1, loss).map(Math.log) as Point, 1e-8);
    expect(loss.kink?.below.conservative).toBe(false);
  });
});
