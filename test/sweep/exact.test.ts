import { describe, expect, it } from "vitest";
import { createArcClock } from "../../src/exact/arcClock.js";
import { betaTable } from "../../src/exact/betaTable.js";
import { clockTable } from "../../src/exact/clockTable.js";
import { incompleteBeta } from "../../src/exact/extinction.js";
import { sweep } from "../../src/node/sweepThreads.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { createCell } from "../../src/sweep/cell.js";
import { createCellSolver } from "../../src/sweep/cellSolver.js";
import { chooseMethod } from "../../src/sweep/method.js";
import type { SweepMethod } from "../../src/sweep/plan.js";
import { startsOf } from "../../src/sweep/starts.js";
import { STATUSES } from "../../src/sweep/statuses/registry.js";
import { relativeError } from "../settings.js";
import { COMPARED, cellSolver, emptyCell, loss, plan } from "./plan.js";

const dpo = (beta: number) => loss("dpo", { beta });

const CASES: Record<string, Partial<Scenario>> = {
  "DPO in the box": { domain: "box" },
  "DPO in the quadrant": { domain: "quadrant" },
  "DPO on the simplex": { domain: "simplex" },
  "DPO, β = 1.5, in the box": { loss: dpo(1.5) },
  "DPO, β = 1.9, on the simplex": { loss: dpo(1.9), domain: "simplex" },
  "DPO, β = 0.01, in the box": { loss: dpo(0.01) },
  "DPO with unequal walls": { reference: { preferred: 0.8, dispreferred: 0.4 } },
  "DPO up to a horizon on arcs and walls": { horizon: 2 },
  "DPO up to a horizon on the simplex": { horizon: 2, domain: "simplex" },
  "DPO, a target margin below 0 on the simplex": { targets: { margin: -0.5, loss: 0.5 }, domain: "simplex" },
  "DPO, a target margin on the wall": { targets: { margin: 3, loss: 0.5 } },
  "DPO, a target margin next to extinction": { targets: { margin: 30, loss: 0.5 } },
  "DPO in log-ratio geometry": { geometry: { name: "log-ratio" }, domain: "quadrant" },
  "DPO in kernel geometry, both falling": {
    geometry: { name: "kernel", matrix: [1, 1.1, 1.3] },
    domain: "quadrant",
  },
  "DPO in probability geometry": {
    geometry: { name: "probability" },
    reference: { preferred: 0.3, dispreferred: 0.6 },
    domain: "quadrant",
  },
  "DPO, β = 2.5: never extinct": { loss: dpo(2.5), domain: "quadrant" },
  "cDPO, which rests": { loss: loss("cdpo", { beta: 1 }), domain: "quadrant" },
  "cDPO that does not get there": { loss: loss("cdpo", { beta: 1 }), domain: "quadrant", horizon: 1 },
  "IPO in log-ratio geometry": { loss: loss("ipo"), geometry: { name: "log-ratio" }, domain: "quadrant" },
  EXO: { loss: loss("exo", { beta: 1 }), domain: "quadrant" },
  "DPO, β = 2.5, on the wall": { loss: dpo(2.5), domain: "box" },
  "cDPO, which rests on walls": { loss: loss("cdpo", { beta: 1, epsilon: 0.4 }), domain: "box" },
  "cDPO on walls in log-ratio geometry": {
    loss: loss("cdpo", { beta: 1 }),
    geometry: { name: "log-ratio" },
    domain: "box",
  },
  "IPO on walls in kernel geometry": {
    loss: loss("ipo"),
    geometry: { name: "kernel", matrix: [1, 0.7, 2] },
    domain: "box",
  },
  "EXO on walls in probability geometry": {
    loss: loss("exo", { beta: 1 }),
    geometry: { name: "probability" },
    reference: { preferred: 0.3, dispreferred: 0.6 },
    domain: "box",
  },
  "hinge, which rests on its kink": { loss: loss("hinge", { beta: 0.7 }), domain: "quadrant" },
  "hinge on walls": { loss: loss("hinge", { beta: 0.2 }), domain: "box" },
  "DiscoPOP in its basins": { loss: loss("discopop", { beta: 0.3 }), domain: "quadrant" },
  "DiscoPOP on walls": { loss: loss("discopop"), geometry: { name: "log-ratio" }, domain: "box" },
  SPPO: { loss: loss("sppo", { beta: 0.5 }), geometry: { name: "log-ratio" }, domain: "quadrant" },
  "SPPO on walls": { loss: loss("sppo", { beta: 2 }), domain: "box" },
  "NCA, where x2 dies before x1 rests": { loss: loss("nca", { beta: 1 }), domain: "quadrant" },
  "BCO on walls": { loss: loss("bco", { beta: 0.5, delta: 0.3 }), domain: "box" },
  "BCO, where x2 dies and x1 goes on": { loss: loss("bco", { beta: 0.5 }), domain: "quadrant", horizon: 20 },
  "APO zero in probability geometry": {
    loss: loss("apo-zero", { beta: 0.5 }),
    geometry: { name: "probability" },
    reference: { preferred: 0.3, dispreferred: 0.6 },
  },
  "KTO in log-ratio geometry": { loss: loss("kto", { beta: 0.5 }), geometry: { name: "log-ratio" } },
  "ODPO with an offset": { loss: loss("odpo", { offset: 1 }), domain: "quadrant" },
};

/** Both have no such number, or the same up to rounding. */
function expectAgreement(value: number, other: number, about: string): void {
  if (Number.isNaN(value) || value === other) expect(other, about).toBe(value);
  else expect(relativeError(other, value), about).toBeLessThan(1e-9);
}

describe("the exact method gives what the integrator gives", () => {
  it.each(Object.entries(CASES))("%s", async (_name, changes) => {
    const [exact, odex] = await Promise.all(
      (["exact", "odex"] as SweepMethod[]).map((method) => sweep(plan(changes, method), { workers: 1 })),
    );
    expect(Array.from(exact.arrays.status ?? [], (code) => STATUSES[code])).toEqual(
      Array.from(odex.arrays.status ?? [], (code) => STATUSES[code]),
    );
    for (const metric of COMPARED) {
      const [a, b] = [exact, odex].map(({ arrays }) => arrays[metric] ?? new Float64Array());
      expect(a.length).toBe(63);
      for (const [k, value] of a.entries()) expectAgreement(value, b[k], `${metric}[${k}]`);
    }
    const [gains, others] = [exact, odex].map(({ arrays }) => arrays.preferredGain ?? new Float64Array());
    for (const [k, gain] of gains.entries()) {
      if (!Number.isNaN(gain)) expect(Math.abs(gain - others[k])).toBeLessThan(1e-9 * (1 + Math.abs(gain)));
    }
  });

  it.each([0.05, 0.5, 1, 1.5, 1.9])("also for 500 starts over three decades, with β = %d", (beta) => {
    for (const domain of ["box", "simplex"] as const) {
      const starts = { plane: "log-ratio", kind: "random", count: 500, seed: 5 } as const;
      const plans = (["exact", "odex"] as const).map((method) =>
        plan({ loss: dpo(beta), domain, targets: { margin: 2, loss: 0.5 } }, method, starts),
      );
      const solvers = plans.map(cellSolver);
      const [exact, odex, x] = [emptyCell(), emptyCell(), new Float64Array(2)];
      for (let row = 0; row < 500; row++) {
        startsOf(plans[0])(row, 0, x);
        solvers[0](x[0], x[1], exact);
        solvers[1](x[0], x[1], odex);
        expect(odex.status).toBe(exact.status);
        if (exact.status === "outside") continue;
        for (const metric of COMPARED) {
          expectAgreement(exact[metric], odex[metric], `${metric} from ${x.join(", ")}`);
        }
      }
    }
  });

  it("also for starts whose arc just touches the simplex, or just misses it", () => {
    const solvers = (["exact", "odex"] as const).map((method) =>
      cellSolver(plan({ domain: "simplex", loss: dpo(1.5) }, method)),
    );
    const [exact, odex] = [emptyCell(), emptyCell()];
    for (const x1 of [0.2, 0.4, 0.49]) {
      for (const excess of [1e-2, 1e-3, 1e-5, 1e-7, -1e-7, -1e-5, -1e-3]) {
        const x2 = Math.sqrt((1 + excess) / 2 - x1 * x1);
        if (x1 + x2 > 1) continue;
        solvers[0](x1, x2, exact);
        solvers[1](x1, x2, odex);
        expect(odex.status).toBe("extinct");
        expect(relativeError(odex.extinctionTime, exact.extinctionTime), `${x1}, ${excess}`).toBeLessThan(
          1e-9,
        );
        expect(relativeError(odex.finalPreferred, exact.finalPreferred), `${x1}, ${excess}`).toBeLessThan(
          1e-9,
        );
      }
    }
  });

  it("is chosen where it exists, and only there", () => {
    const method = (changes: Partial<Scenario>) => chooseMethod(plan(changes).settings);
    for (const changes of Object.values(CASES)) expect(method(changes)).toBe("exact");
    expect(method({ domain: "simplex", reference: { preferred: 0.5, dispreferred: 0.5 } })).toBe("odex");
    expect(method({ loss: dpo(2), domain: "simplex" })).toBe("odex");
    expect(method({ loss: loss("cdpo"), domain: "simplex" })).toBe("odex");
    const rising = { name: "kernel", matrix: [1.5, 1.1, 1] };
    expect(method({ loss: loss("ipo"), geometry: rising, domain: "box" })).toBe("odex");
    expect(method({ loss: loss("hinge"), domain: "simplex" })).toBe("odex");
    expect(method({ loss: loss("discopop"), domain: "simplex" })).toBe("odex");
    expect(method({ loss: loss("sppo"), domain: "simplex" })).toBe("odex");
    const coupled = { name: "kernel", matrix: [1, 0.7, 2] };
    expect(method({ loss: loss("sppo"), geometry: coupled, domain: "quadrant" })).toBe("odex");
    expect(method({ loss: loss("kto", { lambdaD: 0 }), domain: "quadrant" })).toBe("odex");
    expect(method({ loss: loss("cal-dpo"), domain: "quadrant" })).toBe("odex");
    expect(method({ geometry: { name: "softmax", others: 1 }, domain: "quadrant" })).toBe("odex");
    // It goes on along the axis when x2 is extinct, which the clock of the margin does not see.
    expect(method({ loss: loss("robust-dpo"), domain: "quadrant" })).toBe("odex");
  });
});

describe("where exact cells are hard", () => {
  const cellAt = (changes: Partial<Scenario>, x1: number, x2: number) => {
    const cell = emptyCell();
    cellSolver(plan({ domain: "quadrant", ...changes }, "exact"))(x1, x2, cell);
    return cell;
  };

  // Margin clocks by mpmath.
  it.each([
    ["exo, which rests at m = 712", loss("exo", { beta: 0.0097 }), 0.25, 0.25, Math.hypot(0.25, 0.25)],
    ["cdpo, which rests at m = 732", loss("cdpo", { beta: 0.003 }), 0.25, 0.25, Math.hypot(0.25, 0.25)],
    ["ipo, which rests at m = 714", loss("ipo", { tau: 0.0007 }), 0.2, 0.1, Math.hypot(0.2, 0.1)],
  ])("%s, comes there", (_name, given, x1, x2, preferred) => {
    const cell = cellAt({ loss: given }, x1, x2);
    expect(cell.status).toBe("stationary");
    expect(relativeError(cell.finalPreferred, preferred)).toBeLessThan(1e-12);
  });

  it("goes on beyond a margin of 2000", () => {
    const geometry = { name: "kernel", matrix: [1, 0.8, 1.5] };
    const robust = loss("robust-dpo", { beta: 0.1, epsilon: 0.1 });
    const cell = cellAt({ loss: robust, geometry, horizon: 240_000 }, 0.125, 0.125);
    expect(Math.log(cell.finalPreferred)).toBeCloseTo(602.4688746913947, 8);
  });

  it("resolves a loss as sharp as a kink", () => {
    // e^(βm) + βm = 2β²t + const, by Newton's method in high precision.
    const cell = cellAt({ loss: dpo(100), geometry: { name: "log-ratio" } }, 0.03125, 0.46875);
    expect(relativeError(cell.finalPreferred, 0.13164390909617504)).toBeLessThan(1e-9);
  });

  it("says so where it is not good enough, or integrates", () => {
    // Rest is rounded to 1e-7, a tenth of the distance that counts as arrived.
    const changes: Partial<Scenario> = {
      loss: loss("ipo", { tau: 1e-9 }),
      geometry: { name: "log-ratio" },
      domain: "quadrant",
    };
    const cell = createCell(plan(changes, "exact"));
    createCellSolver(plan(changes, "exact"))(0.2, 0.1, cell);
    expect(cell.status).toBe("error");
    expect(String(cell.cause)).toMatch(/^Inexact: /);
    const [either, odex] = [emptyCell(), emptyCell()];
    cellSolver({ ...plan(changes, "exact"), fallback: "odex" })(0.2, 0.1, either);
    cellSolver(plan(changes, "odex"))(0.2, 0.1, odex);
    expect(either).toEqual(odex);
  });
});

describe("betaTable", () => {
  it.each([0.005, 0.05, 0.5, 0.95, 0.995])("is the incomplete beta function, h = %d", (h) => {
    const table = betaTable(1 - h, 1 + h);
    for (const x of [0, 1e-300, 1e-9, 0.1, 0.25, 0.4999, 0.5]) {
      const exact = incompleteBeta(x, h);
      expect(Math.abs(table(x) - exact)).toBeLessThanOrEqual(4e-15 * exact);
    }
  });
});

describe("createArcClock", () => {
  it("keeps its digits over a short stretch", () => {
    const clock = createArcClock(0.5);
    const [from, step] = [0.3, 1e-9];
    const speed = 1 + ((1 - from) / from) ** 0.25;
    const time = clock.arc(1, from + step, clock.reading(from + step), from);
    expect(relativeError(time, (from + step - from) * speed)).toBeLessThan(1e-8);
  });
});

describe("clockTable", () => {
  const table = clockTable({ log: (u) => -u });

  it("integrates between any two points", () => {
    for (const [a, b] of [
      [0.1, 0.2],
      [-3.3, 7.9],
      [-0.5, 0.5],
      [2, 2],
    ])
      expect(Math.abs(table.between(a, b) - (Math.exp(-a) - Math.exp(-b)))).toBeLessThan(1e-14);
  });

  it("integrates to infinity where that is finite", () => {
    expect(relativeError(table.beyond(-1.7), Math.exp(1.7))).toBeLessThan(1e-14);
    expect(relativeError(clockTable({ log: (u) => -u / 100 }).beyond(3), 100 * Math.exp(-0.03))).toBeLessThan(
      1e-11,
    );
    expect(clockTable({ log: (u) => u / 100 }).beyond(3)).toBe(Number.POSITIVE_INFINITY);
  });

  it("finds where the integral reaches a value", () => {
    for (const value of [1e-12, 0.2, 0.5, 0.9]) {
      expect(relativeError(table.reach(0.1, value), -Math.log(Math.exp(-0.1) - value))).toBeLessThan(1e-14);
    }
  });
});
