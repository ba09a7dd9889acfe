import { afterEach, describe, expect, it, vi } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { random } from "../figure/fixture.js";

/** Moves about one result in ten by its last bit, as another JavaScript engine does. */
function otherEngine(seed: number): void {
  const next = random(seed);
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

/** Digits to which rows agree where both engines take the same steps: what is left is rounding. */
const SAME_STEPS = 1e-12;

/**
 * The same where a step is at the edge of being accepted, and the last bit decides whether the extrapolation goes on to
 * one more column: a tenth of the tolerance, which is what the integrator works to.
 */
const OTHER_STEPS = 1e-10;

const SEEDS = [1, 3, 7];

describe("another JavaScript engine", () => {
  it.each(["weak-sft", "both-high", "sft-quality", "strong-sft", "mutually-exclusive"])(
    "gives the same rows of %s, to 12 digits where it takes the same steps",
    (name) => {
      const scenario = loadScenario(name, { catalogue });
      const labels = Object.keys(scenario.starts);
      const here = labels.map((label) => simulateStart(scenario, label));
      let same = 0;
      for (const seed of SEEDS) {
        otherEngine(seed);
        const there = labels.map((label) => simulateStart(scenario, label));
        vi.restoreAllMocks();
        for (const [k, { path, stats }] of here.entries()) {
          const sameSteps = stats.evaluations === there[k].stats.evaluations;
          if (sameSteps) same++;
          const limit = sameSteps ? SAME_STEPS : OTHER_STEPS;
          for (const [i, row] of path.entries()) {
            for (const field of ["t", "x1", "x2", "loss"] as const) {
              const [a, b] = [row[field], there[k].path[i][field]];
              expect(Math.abs(a - b), `seed ${seed}, ${labels[k]}, row ${i}, ${field}`).toBeLessThanOrEqual(
                limit * Math.abs(a),
              );
            }
          }
        }
      }
      // Steps at the edge are rare: two in forty of one run out of these.
      expect(same).toBeGreaterThanOrEqual(0.8 * SEEDS.length * labels.length);
    },
  );
});
