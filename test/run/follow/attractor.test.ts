import { describe, expect, it } from "vitest";
import { attractorFinder } from "../../../src/run/follow/attractor.js";
import { affine, driven, flowBy, followBy, gap, kinked, make, type Point } from "../byForce.js";

const logRatio = { geometry: { name: "log-ratio" } };
const kernel = (...matrix: [number, number, number]) => ({ geometry: { name: "kernel", matrix } });
const REST: Point = [-0.6, -1.2];

type Matrix = readonly [Point, Point];

/** Newton's step for f = J (r − r*), and whether the point is said to attract. */
function stepFrom(matrix: Matrix, changes: object, r: Point) {
  const finder = attractorFinder(flowBy(make(affine(matrix, REST)), changes), {});
  const out = new Float64Array(2);
  const attracts = finder.step(r[0], r[1], out);
  return { attracts, to: [r[0] + out[0], r[1] + out[1]], evaluations: finder.evaluations };
}

describe("Newton's step towards an attracting rest point in the plane", () => {
  // Jacobians, metrics as (k11, k12, k22), and whether K J has two eigenvalues of negative real part.
  const CASES: [string, Matrix, [number, number, number], boolean][] = [
    [
      "a spiral",
      [
        [-1, -4],
        [5, -2],
      ],
      [1, 0, 1],
      true,
    ],
    [
      "a spiral outwards",
      [
        [2, -4],
        [5, -1],
      ],
      [1, 0, 1],
      false,
    ],
    [
      "a node",
      [
        [-3, 1],
        [0.5, -2],
      ],
      [1, 0, 1],
      true,
    ],
    [
      "a source",
      [
        [3, 1],
        [0.5, 2],
      ],
      [1, 0, 1],
      false,
    ],
    [
      "a saddle",
      [
        [-1, 2],
        [2, -1],
      ],
      [1, 0, 1],
      false,
    ],
    [
      "a saddle that contracts",
      [
        [-5, 1],
        [2, 1],
      ],
      [1, 0, 1],
      false,
    ],
    [
      "one that a metric makes attracting",
      [
        [2, -4],
        [5, -3],
      ],
      [1, 0, 2],
      true,
    ],
    [
      "one that a metric makes repelling",
      [
        [2, -4],
        [5, -3],
      ],
      [4, 0, 1],
      false,
    ],
    [
      "one that a coupling makes repelling",
      [
        [-1, 6],
        [-2, -1],
      ],
      [1, 0.6, 1],
      false,
    ],
    [
      "one that a coupling leaves attracting",
      [
        [-1, 6],
        [-2, -1],
      ],
      [1, 0.4, 1],
      true,
    ],
    [
      "one that a coupling makes attracting",
      [
        [0.5, -6],
        [2, 0.5],
      ],
      [1, 0.5, 1],
      true,
    ],
  ];

  it.each(CASES)(
    "finds it at once, and says whether it attracts: %s",
    (_name, matrix, metric, attracting) => {
      for (const r of [
        [0.4, -1],
        [-2, -1.7],
        [-0.6, 3],
      ] as Point[]) {
        const { attracts, to, evaluations } = stepFrom(matrix, kernel(...metric), r);
        expect(attracts).toBe(attracting);
        expect(gap(to, REST)).toBeLessThan(1e-7);
        expect(evaluations).toBe(5);
      }
    },
  );

  it("takes the metric where it is: what attracts may depend on the place", () => {
    // In ratio geometry K = diag(e^−2r1, e^−2r2): the trace is 2 e^−2r1 − 3 e^−2r2.
    const matrix: Matrix = [
      [2, -4],
      [5, -3],
    ];
    const changes = { geometry: { name: "ratio" } };
    expect(stepFrom(matrix, changes, [0.2, -0.2]).attracts).toBe(true);
    expect(stepFrom(matrix, changes, [0.1, 0.2]).attracts).toBe(true);
    expect(stepFrom(matrix, changes, [0.1, 0.4]).attracts).toBe(false);
    expect(stepFrom(matrix, changes, [-0.4, 0.1]).attracts).toBe(false);
  });

  it("finds none where the force has only one direction", () => {
    expect(
      stepFrom(
        [
          [-1, 2],
          [-2, 4],
        ],
        logRatio,
        [0.1, 0.3],
      ).attracts,
    ).toBe(false);
    expect(
      stepFrom(
        [
          [-4, 2],
          [-2, 1],
        ],
        logRatio,
        [0.1, 0.3],
      ).attracts,
    ).toBe(false);
  });
});

describe("Newton's step along the direction of motion", () => {
  /** Along (1, 2), in which r* has the component (−0.6 − 2.4)/√5. */
  const along = (matrix: Matrix, r: Point) => stepFrom(matrix, kernel(1, 2, 4), r);

  it("runs to where the speed is zero, and asks whether it falls", () => {
    for (const [sign, attracting] of [
      [-1, true],
      [1, false],
    ] as const) {
      const { attracts, to, evaluations } = along(
        [
          [sign, 0.3 * sign],
          [0.2 * sign, 2 * sign],
        ],
        [0.3, -0.4],
      );
      expect(attracts).toBe(attracting);
      // (1, 2) J (r − r*) = 0 on r = (0.3, −0.4) + d (1, 2).
      const [u, v] = [to[0] + 0.6, to[1] + 1.2];
      expect(u + 0.3 * v + 2 * (0.2 * u + 2 * v)).toBeCloseTo(0, 6);
      expect(2 * (to[0] - 0.3) - (to[1] + 0.4)).toBeCloseTo(0, 9);
      expect(evaluations).toBe(3);
    }
  });

  it("stays on the spot where nothing moves", () => {
    const { attracts, to } = stepFrom(
      [
        [-1, 0],
        [0, -1],
      ],
      kernel(0, 0, 0),
      [0.3, -0.4],
    );
    expect(attracts).toBe(true);
    expect(to).toEqual([0.3, -0.4]);
  });

  it("leaves a response alone that does not move", () => {
    for (const [metric, expected] of [
      [
        [1, 0, 0],
        [-0.6, -0.4],
      ],
      [
        [0, 0, 1],
        [0.3, -1.2],
      ],
    ] as [[number, number, number], Point][]) {
      const { to } = stepFrom(
        [
          [-1, 0],
          [0, -1],
        ],
        kernel(...metric),
        [0.3, -0.4],
      );
      expect(gap(to, expected)).toBeLessThan(1e-8);
    }
  });
});

describe("a rest point on a kink", () => {
  it("is where both sides point at it and their mean vanishes", () => {
    // On r2 = −1 the shares are 3/4 and 1/4: 3 (−0.5 − r1) + (0.3 − r1) = 0.
    const line = { normal: [0, 1] as Point, constant: 1 };
    const below = driven((r1) => [-0.5 - r1, 1]);
    const above = driven((r1) => [0.3 - r1, -3]);
    for (const dense of [true, false]) {
      const path = followBy(kinked(line, below, above), logRatio, [-1.5, -1.3], { dense });
      expect(path.end.status).toBe("stationary");
      expect(gap(path.end.r, [-0.3, -1])).toBeLessThan(1e-9);
      expect(path.events.map(({ kind }) => kind)).toEqual(["kink"]);
      expect(path.end.approach?.rate).toBeCloseTo(1, 4);
    }
  });
});

describe("a run that starts at rest", () => {
  it("ends there, at no cost", () => {
    const loss = make(
      affine(
        [
          [-1, 0],
          [0, -1],
        ],
        [0, 0],
      ),
    );
    const path = followBy(loss, logRatio, [0, 0]);
    expect(path.end).toMatchObject({ status: "stationary", s: 0, t: 0 });
    expect(path.stats).toEqual({ steps: 0, rejected: 0, evaluations: 0 });
    expect(path.arcs()).toEqual([]);
    expect(path.fading()).toEqual([]);
    expect(path.along([0])).toEqual([{ s: 0, r: [0, 0], t: 0 }]);
  });
});
