import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.js";
import { sweep } from "../../src/node/sweepThreads.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import type { SweepPlan } from "../../src/sweep/plan.js";
import { reviewSweep } from "../../src/sweep/review.js";
import { uniform } from "../../src/sweep/samplings/uniform.js";
import { layoutOf, shardRows, startsOf } from "../../src/sweep/starts.js";
import { STATUSES } from "../../src/sweep/statuses/registry.js";
import { summariseSweep } from "../../src/sweep/summary.js";
import { relativeError, settings } from "../settings.js";
import { COMPARED, cellSolver, emptyCell, loss, plan } from "./plan.js";

const start = (given: SweepPlan, row: number, column: number) => {
  const x = new Float64Array(2);
  startsOf(given)(row, column, x);
  return [x[0], x[1]];
};

describe("starts", () => {
  it("are the centres of the cells, row by row from the lower left", () => {
    const given = plan({ reference: { preferred: 0.5, dispreferred: 1 } }, "odex", { nx: 4, ny: 2 });
    expect(start(given, 0, 0)).toEqual([0.25, 0.25]);
    expect(start(given, 1, 3)).toEqual([1.75, 0.75]);
  });

  it("are even in the logarithms over three decades in the log-ratio plane", () => {
    const given = plan({}, "odex", { plane: "log-ratio", nx: 3, ny: 3 });
    const [x1, x2] = start(given, 2, 0);
    expect(x1).toBeCloseTo(10 ** -2.5, 12);
    expect(x2).toBeCloseTo(10 ** -0.5, 12);
  });

  it("at random depend on the seed and their place alone, and fill the square evenly", () => {
    expect(uniform(1, 0, 0)).toBe(uniform(1, 0, 0));
    const numbers = Array.from({ length: 20_000 }, (_, i) => [
      uniform(7, i, 0),
      uniform(7, i, 1),
      uniform(8, i, 0),
    ]);
    for (const axis of [0, 1, 2]) {
      const values = numbers.map((row) => row[axis]);
      expect(Math.min(...values)).toBeGreaterThan(0);
      expect(Math.max(...values)).toBeLessThan(1);
      const bins = new Array<number>(20).fill(0);
      for (const value of values) bins[Math.floor(20 * value)]++;
      // χ² with 19 degrees of freedom exceeds 43.8 once in a thousand.
      expect(bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(43.8);
    }
    const covariance = (a: number, b: number) =>
      numbers.reduce((sum, row) => sum + (row[a] - 0.5) * (row[b] - 0.5), 0) / numbers.length;
    for (const [a, b] of [
      [0, 1],
      [0, 2],
    ])
      expect(Math.abs(covariance(a, b))).toBeLessThan(0.002);
  });
});

describe("shardRows", () => {
  it("shares all rows without gap or overlap", () => {
    for (const n of [1, 2, 3, 7, 11]) {
      const parts = Array.from({ length: n }, (_, i) => shardRows(11, i + 1, n));
      expect(parts[0].from).toBe(0);
      expect(parts[n - 1].to).toBe(11);
      for (const [i, part] of parts.entries()) {
        expect(part.to).toBeGreaterThan(part.from);
        if (i > 0) expect(part.from).toBe(parts[i - 1].to);
      }
    }
  });
});

describe("a cell", () => {
  const cases: [string, Parameters<typeof settings>[0]][] = [
    ["DPO in the box", {}],
    ["DPO on the simplex", { domain: "simplex" }],
    ["IPO, stiff rest", { loss: loss("ipo") }],
    ["hinge, a kink", { loss: loss("hinge", { beta: 1 }), targets: { margin: 0.9, loss: 0.5 } }],
    ["NCA, which goes on along the axis", { loss: loss("nca", { beta: 1 }), domain: "quadrant" }],
    ["apo-down, where the preferred response dies", { loss: loss("apo-down", { beta: 1 }) }],
    [
      "DPOP, which slides along its kink",
      { loss: loss("dpop"), geometry: { name: "kernel", matrix: [1, 0.2, 1] } },
    ],
    ["softmax geometry", { geometry: { name: "softmax", others: 1 }, domain: "simplex", horizon: 50 }],
    ["cal-dpo, stiff in two directions", { loss: loss("cal-dpo") }],
    [
      "cal-dpo, with a mark on its stiff way",
      {
        loss: loss("cal-dpo"),
        geometry: { name: "probability" },
        domain: "quadrant",
        reference: { preferred: 0.8, dispreferred: 0.1 },
        targets: { margin: 3, loss: 0.5 },
      },
    ],
    [
      "rlhf, stiff on its way to the horizon",
      {
        loss: loss("rlhf"),
        geometry: { name: "kernel", matrix: [1, 0.5, 1.2] },
        domain: "simplex",
        reference: { preferred: 0.4, dispreferred: 0.3 },
        horizon: 1000,
      },
    ],
  ];

  it.each(cases)("agrees with a run: %s", (_name, changes) => {
    const given = plan(changes, "odex");
    const solve = cellSolver(given);
    const cell = emptyCell();
    for (const [x1, x2] of [
      [0.2, 0.1],
      [0.1, 0.6],
      [0.05, 0.02],
      [0.7, 0.25],
    ] as const) {
      solve(x1, x2, cell);
      const run = simulateStart(settings({ ...changes, starts: { a: [x1, x2] } }), "a");
      expect(cell.status, `${x1}, ${x2}`).toBe(run.status);
      for (const metric of COMPARED) {
        const [value, expected] = [cell[metric], run.metrics[metric]];
        if (expected === null) expect(value, `${metric} ${x1}, ${x2}`).toBeNaN();
        else expect(relativeError(value, expected), `${metric} ${x1}, ${x2}`).toBeLessThan(5e-9);
      }
    }
  });

  it("that fails has its status, and of the numbers only what it had reached", () => {
    const changes = { maxSteps: 6, targets: { margin: 0.7, loss: 0.5 } };
    const cell = emptyCell();
    cellSolver(plan(changes, "odex"))(0.2, 0.1, cell);
    const { timeToMargin, ...rest } = cell;
    const { timeToMargin: _, ...blank } = emptyCell();
    expect(rest).toEqual({ ...blank, status: "step-limit" });
    const run = simulateStart(settings({ ...changes, starts: { a: [0.2, 0.1] } }), "a");
    expect(relativeError(timeToMargin, run.metrics.timeToMargin ?? 0)).toBeLessThan(1e-9);
  });

  it("outside the domain is no start, whatever came before it", () => {
    const solve = cellSolver(plan({ domain: "simplex" }, "exact"));
    const cell = emptyCell();
    solve(0.2, 0.1, cell);
    expect(cell.status).toBe("extinct");
    solve(0.7, 0.4, cell);
    expect(cell).toEqual(emptyCell());
  });
});

describe("sweep", () => {
  const grid = plan({ horizon: 5 }, "odex", { nx: 30, ny: 20 });

  it("gives the same bits for any division, and reports every cell", async () => {
    let cells = 0;
    const onCells = (count: number) => {
      cells += count;
    };
    const whole = await sweep(grid, { workers: 1, onCells });
    expect(cells).toBe(600);
    for (const [i, n] of [
      [1, 1],
      [2, 4],
      [20, 20],
    ]) {
      const rows = shardRows(20, i, n);
      const part = await sweep(grid, { workers: 1, rows });
      for (const metric of grid.metrics) {
        expect(part.arrays[metric]).toEqual(whole.arrays[metric]?.slice(rows.from * 30, rows.to * 30));
      }
    }
  });

  it("summarises how many cells ended how", async () => {
    const result = await sweep(plan({ horizon: 2, domain: "simplex" }, "exact", { nx: 20, ny: 20 }));
    const summary = summariseSweep(result, reviewSweep(result), "1.2.3");
    const codes = Array.from(result.arrays.status ?? []);
    expect(summary).toMatchObject({
      version: "1.2.3",
      method: "exact",
      shape: [20, 20],
      cells: 400,
      failed: 0,
    });
    expect(summary.counts?.outside).toBe(190);
    expect(summary.counts?.horizon).toBe(codes.filter((code) => STATUSES[code] === "horizon").length);
    expect(summary.metrics.extinctionTime?.max).toBeLessThanOrEqual(2);
    expect(summary.metrics.finalPreferred?.cells).toBe(210);
    expect(Object.keys(summary.metrics)).not.toContain("status");
  });

  it("takes random starts", async () => {
    const random = plan({}, "exact", { kind: "random", count: 50, seed: 3 });
    expect(layoutOf(random.starts)).toMatchObject({ rows: 50, columns: 1 });
    const { arrays } = await sweep(random);
    expect(arrays.extinctionTime?.length).toBe(50);
    const other = await sweep(plan({}, "exact", { kind: "random", count: 50, seed: 4 }));
    expect(other.arrays.extinctionTime).not.toEqual(arrays.extinctionTime);
  });

  it("refuses the exact method where nothing exact is known", async () => {
    await expect(sweep(plan({ loss: loss("cal-dpo") }, "exact"))).rejects.toThrow(UsageError);
  });
});
