import { afterEach, describe, expect, it, vi } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { random } from "../figure/fixture.js";

/** Moves about one result in ten by its last bit, as another JavaScript engine does. */
function otherEngine(): void {
  const next = random(7);
  const bits = new Float64Array(1);
  const whole = new BigInt64Array(bits.buffer);
  for (const name of ["exp", "log", "log1p"] as const) {
    const exact = Math[name];
    vi.spyOn(Math, name).mockImplementation((x) => {
      const value = exact(x);
      if (!Number.isFinite(value) || value === 0 || value === 1 || next() > 0.1) return value;
      bits[0] = value;
      whole[0] += next() > 0.5 ? 1n : -1n;
      return bits[0];
    });
  }
}

afterEach(() => void vi.restoreAllMocks());

describe("another JavaScript engine", () => {
  it.each(["weak-sft", "both-high", "sft-quality", "strong-sft", "mutually-exclusive"])(
    "gives the same rows of %s, to 12 digits",
    (name) => {
      const scenario = loadScenario(name, { catalogue });
      const labels = Object.keys(scenario.starts);
      const here = labels.map((label) => simulateStart(scenario, label).path);
      otherEngine();
      const there = labels.map((label) => simulateStart(scenario, label).path);
      for (const [k, rows] of here.entries()) {
        for (const [i, row] of rows.entries()) {
          for (const field of ["t", "x1", "x2", "loss"] as const) {
            const [a, b] = [row[field], there[k][i][field]];
            expect(Math.abs(a - b), `${labels[k]}, row ${i}, ${field}`).toBeLessThanOrEqual(
              1e-12 * Math.abs(a),
            );
          }
        }
      }
    },
  );
});
