import { describe, expect, it } from "vitest";
import type { Velocity } from "../../../src/run/follow/mode.js";
import { stiffnessWatch } from "../../../src/run/follow/stiffness.js";
import { affine, followBy, gap, make, type Point } from "../byForce.js";

type Matrix = readonly [Point, Point];

/** v = A r, in scaled form with a scale of its own. */
const linear =
  ([[a, b], [c, d]]: Matrix, scale = 0): Velocity =>
  (r1, r2, out) => {
    out[0] = (a * r1 + b * r2) / Math.exp(scale);
    out[1] = (c * r1 + d * r2) / Math.exp(scale);
    return scale;
  };

/** How many steps of these lengths, taken in turns, it takes to be called stiff; Infinity for more than 1000. */
function stepsUntilStiff(velocity: Velocity, lengths: readonly number[], horizon = 1e6): number {
  const isStiff = stiffnessWatch(velocity, horizon);
  let t = 0;
  for (let k = 1; k <= 1000; k++) {
    t += lengths[k % lengths.length];
    if (isStiff(Float64Array.of(0.3, -0.2, t))) return k;
  }
  return Infinity;
}

describe("stiffness", () => {
  // Each with the rate of its fastest decay.
  const FIELDS: [string, Matrix, number][] = [
    [
      "diagonal, first",
      [
        [-100, 0],
        [0, -1],
      ],
      100,
    ],
    [
      "diagonal, second",
      [
        [-1, 0],
        [0, -50],
      ],
      50,
    ],
    [
      "one direction grows",
      [
        [3, 0],
        [0, -40],
      ],
      40,
    ],
    [
      "symmetric: −1 and −101",
      [
        [-51, 50],
        [50, -51],
      ],
      101,
    ],
    [
      "triangular",
      [
        [-5, 1000],
        [0, -80],
      ],
      80,
    ],
    [
      "oblique: −2 and −30",
      [
        [54, -28],
        [168, -86],
      ],
      30,
    ],
    [
      "turning: −20 ± 300 i",
      [
        [-20, 300],
        [-300, -20],
      ],
      20,
    ],
  ];

  it.each(FIELDS)("is where steps are longer than two decay times: %s", (_name, matrix, rate) => {
    for (const scale of [0, 5]) {
      const velocity = linear(matrix, scale);
      expect(stepsUntilStiff(velocity, [2.1 / rate])).toBeLessThan(100);
      expect(stepsUntilStiff(velocity, [1.9 / rate])).toBe(Infinity);
    }
  });

  it("is not where nothing decays, however long the steps", () => {
    expect(
      stepsUntilStiff(
        linear([
          [5, 0],
          [0, 2],
        ]),
        [10],
      ),
    ).toBe(Infinity);
    expect(
      stepsUntilStiff(
        linear([
          [0, 3],
          [-3, 0],
        ]),
        [10],
      ),
    ).toBe(Infinity);
  });

  it("is not where steps are long beside the horizon", () => {
    const velocity = linear([
      [-100, 0],
      [0, -1],
    ]);
    expect(stepsUntilStiff(velocity, [1], 99)).toBe(Infinity);
    expect(stepsUntilStiff(velocity, [1], 101)).toBeLessThan(100);
  });

  it("takes some dozen steps to show, and a few others between them do not hide it", () => {
    const velocity = linear([
      [-1, 0],
      [0, -1],
    ]);
    expect(stepsUntilStiff(velocity, [3])).toBeGreaterThan(30);
    const turns = (long: number, short: number) => [
      ...Array<number>(long).fill(3),
      ...Array<number>(short).fill(0.1),
    ];
    expect(stepsUntilStiff(velocity, turns(5, 1))).toBeLessThan(120);
    expect(stepsUntilStiff(velocity, turns(5, 2))).toBeLessThan(120);
    expect(stepsUntilStiff(velocity, turns(5, 5))).toBe(Infinity);
  });
});

describe("a stiff run", () => {
  /** f = −Q diag(1, rate) Qᵀ r. */
  const rotated = (rate: number) => {
    const [c, s] = [0.6, 0.8];
    const [a, b, d] = [c * c + rate * s * s, (1 - rate) * c * s, s * s + rate * c * c];
    return {
      loss: make(
        affine(
          [
            [-a, -b],
            [-b, -d],
          ],
          [-2, -1],
        ),
      ),
      slow: [c, s] as Point,
    };
  };

  it.each([1e4, 1e7])("is handed over to an implicit method and stays as exact: rate %d", (rate) => {
    const { loss, slow } = rotated(rate);
    for (const dense of [true, false]) {
      const changes = {
        geometry: { name: "log-ratio" },
        horizon: 3,
        tolerance: { relative: 1e-9, absolute: 0 },
      };
      const path = followBy(loss, changes, [-1, -2], { dense });
      // What is left in the slow direction: (1, −1)·slow e^−t.
      const left = (slow[0] - slow[1]) * Math.exp(-3);
      expect(path.end.status).toBe("horizon");
      expect(gap(path.end.r, [-2 + left * slow[0], -1 + left * slow[1]])).toBeLessThan(1e-8);
      expect(path.solution.legs.map(({ phase }) => phase.stiff)).toEqual([false, true]);
      expect(path.stats.steps).toBeLessThan(400);
      if (!dense) continue;
      const half = path.at(1.5);
      const then = (slow[0] - slow[1]) * Math.exp(-1.5);
      expect(gap(half.r, [-2 + then * slow[0], -1 + then * slow[1]])).toBeLessThan(1e-7);
    }
  });

  it("is none where no direction decays fast", () => {
    const path = followBy(rotated(3).loss, { geometry: { name: "log-ratio" }, horizon: 3 }, [-1, -2]);
    expect(path.solution.legs.map(({ phase }) => phase.stiff)).toEqual([false]);
  });
});
