import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/ode/findRoot.js";
import { startsOf } from "../../src/sweep/starts.js";
import { cellSolver, emptyCell, loss, plan } from "./plan.js";

/**
 * Final x1 of DPO in log-ratios, where u = βm obeys u' = 2β²σ(−u), so that e^u + u = 2β²t + const, and r1 moves
 * half as far as the margin.
 */
function finalPreferred(beta: number, [x1, x2]: Float64Array, t: number): number {
  const u0 = beta * Math.log(x1 / x2);
  const rhs = 2 * beta * beta * t + u0 + Math.exp(u0);
  const most = Math.max(u0 + 2 * beta * beta * t, 1);
  // In logs where e^u is all that counts.
  const u =
    u0 > 40
      ? u0 + 2 * beta * beta * t * Math.exp(-u0)
      : findRoot(
          (v) => (v > 1 ? v + Math.log1p(v * Math.exp(-v)) - Math.log(rhs) : v + Math.exp(v) - rhs),
          u0,
          most,
        );
  return x1 * Math.exp((u - u0) / (2 * beta));
}

describe("sweeps without dense output see a knee, however sharp", () => {
  it.each([62, 100, 137, 200, 350, 600, 1000, 3000])("dpo, log-ratio, β = %d", (beta) => {
    const count = 100;
    const changes = {
      loss: loss("dpo", { beta }),
      geometry: { name: "log-ratio" },
      domain: "quadrant" as const,
    };
    const given = plan(changes, "odex", { kind: "random", count, seed: beta });
    const solve = cellSolver(given);
    const [cell, x] = [emptyCell(), new Float64Array(2)];
    const wrong: string[] = [];
    for (let row = 0; row < count; row++) {
      startsOf(given)(row, 0, x);
      solve(x[0], x[1], cell);
      const expected = finalPreferred(beta, x, given.settings.horizon);
      if (!(Math.abs(cell.finalPreferred / expected - 1) < 1e-8))
        wrong.push(`(${x.join()}): ${cell.finalPreferred} for ${expected}, ${cell.status}`);
    }
    expect(wrong).toEqual([]);
  });
});
