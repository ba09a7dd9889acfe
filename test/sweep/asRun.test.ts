import { describe, expect, it } from "vitest";
import type { DomainName } from "../../src/model/domains/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { startsOf } from "../../src/sweep/starts.js";
import { relativeError, settings } from "../settings.js";
import { cellSolver, emptyCell, loss, plan } from "./plan.js";

const GEOMETRIES = [
  { name: "ratio" },
  { name: "probability" },
  { name: "log-ratio" },
  { name: "softmax", others: 2 },
  { name: "kernel", matrix: [1, 0.7, 2] },
];

const DOMAINS: DomainName[] = ["quadrant", "box", "simplex"];

/** Starts at random over the plane for each combination. */
const STARTS = 4;

describe("a sweep without dense output ends where runs do", () => {
  it.each(Object.keys(losses))("%s in every geometry and domain", (name) => {
    for (const geometry of GEOMETRIES) {
      for (const domain of DOMAINS) {
        const changes = {
          loss: loss(name),
          geometry,
          domain,
          reference: { preferred: 0.3, dispreferred: 0.4 },
        };
        const given = plan(changes, "odex", { kind: "random", count: STARTS, seed: 11 });
        const solve = cellSolver(given);
        const [cell, x] = [emptyCell(), new Float64Array(2)];
        for (let row = 0; row < STARTS; row++) {
          startsOf(given)(row, 0, x);
          solve(x[0], x[1], cell);
          if (cell.status === "outside") continue;
          const where = `${geometry.name}, ${domain}, (${x.join(", ")})`;
          const run = simulateStart(settings({ ...changes, starts: { a: [x[0], x[1]] } }), "a");
          expect(cell.status, where).toBe(run.status);
          for (const metric of ["extinctionTime", "finalPreferred"] as const) {
            const expected = run.metrics[metric];
            if (expected === null) expect(cell[metric], `${metric}, ${where}`).toBeNaN();
            else expect(relativeError(cell[metric], expected), `${metric}, ${where}`).toBeLessThan(1e-7);
          }
        }
      }
    }
  });
});

describe("hard cells", () => {
  const solveAt = (changes: Parameters<typeof plan>[0], x1: number, x2: number) => {
    const cell = emptyCell();
    cellSolver(plan(changes, "odex"))(x1, x2, cell);
    return { cell, run: simulateStart(settings({ ...changes, starts: { a: [x1, x2] } }), "a") };
  };

  it("meets a wall on a stiff stretch where the solution does", () => {
    const { cell, run } = solveAt(
      {
        loss: loss("cal-dpo"),
        geometry: { name: "probability" },
        domain: "simplex",
        reference: { preferred: 0.02, dispreferred: 0.001 },
        // Between the wall and the rest point on it.
        targets: { margin: 8.912155, loss: 0.5 },
      },
      11.288771378961354,
      0.09558252533981015,
    );
    expect(cell.status).toBe("stationary");
    expect(run.status).toBe("stationary");
    expect(relativeError(cell.timeToMargin, run.metrics.timeToMargin ?? 0)).toBeLessThan(1e-8);
  });

  it("rests where time stands still", () => {
    // x2 falls to e^−68.5, where it relaxes within 1e-54.
    const { cell, run } = solveAt(
      { loss: loss("exo"), domain: "quadrant" },
      1.4614262146687333,
      0.8507807957582694,
    );
    for (const { status } of [cell, run]) expect(status).toBe("stationary");
    expect(
      relativeError(cell.finalPreferred, Math.hypot(1.4614262146687333, 0.8507807957582694)),
    ).toBeLessThan(1e-9);
  });

  it("leaves no probability to nobody: steps beyond the edge of a loss do not count as rest", () => {
    const { cell, run } = solveAt(
      {
        loss: loss("rlhf"),
        geometry: { name: "kernel", matrix: [1, 0.7, 2] },
        domain: "quadrant",
        reference: { preferred: 0.3, dispreferred: 0.3 },
      },
      0.0037774995186464397,
      1.4351039472432618,
    );
    expect(relativeError(cell.finalPreferred, run.metrics.finalPreferred ?? 0)).toBeLessThan(1e-8);
    expect(0.3 * cell.finalPreferred).toBeLessThan(1);
  });

  it("arrives before the horizon although both lie in one step", () => {
    const { cell, run } = solveAt(
      {
        loss: loss("discopop"),
        geometry: { name: "kernel", matrix: [1, 0.7, 2] },
        reference: { preferred: 0.3, dispreferred: 0.4 },
      },
      1.8702553785262908,
      2.0338280406939964,
    );
    for (const { status } of [cell, run]) expect(status).toBe("stationary");
  });
});
