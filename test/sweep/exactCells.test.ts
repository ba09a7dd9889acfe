import { describe, expect, it } from "vitest";
import { Inexact } from "../../src/exact/inexact.js";
import { createFlow } from "../../src/model/flow.js";
import { losses } from "../../src/model/losses/registry.js";
import type { Panel } from "../../src/scenario/schema.js";
import { numbersOf } from "../../src/sweep/ask.js";
import type { CellSolver } from "../../src/sweep/cell.js";
import { SWEEP_METRICS } from "../../src/sweep/plan.js";
import { createExactCell } from "../../src/sweep/solvers/exactCell.js";
import { createOdexCell } from "../../src/sweep/solvers/odexCell.js";
import { FAILURES } from "../../src/sweep/statuses/registry.js";
import { relativeError, settings } from "../settings.js";

/** How many cells: `CELLS=5000 npx vitest run test/sweep/exactCells.test.ts` takes its time. */
const CELLS = Number(process.env.CELLS ?? 300);

/** Numbers in [0, 1): mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const between = (random: Random, a: number, b: number) => a * (b / a) ** random();
const among = <T>(random: Random, choices: readonly T[]) => choices[Math.floor(random() * choices.length)];

/** Ranges of parameters by loss; β is among those of all that have it. */
const PARAMETERS: Record<string, (random: Random) => Record<string, number>> = {
  dpo: () => ({}),
  odpo: (random) => ({ offset: 4 * random() - 2 }),
  cdpo: (random) => ({ epsilon: between(random, 1e-3, 0.4) }),
  exo: (random) => ({ epsilon: between(random, 1e-3, 0.4) }),
  ipo: (random) => ({ tau: between(random, 0.02, 5) }),
  "robust-dpo": (random) => ({ epsilon: between(random, 1e-3, 0.4) }),
  hinge: () => ({}),
  discopop: (random) => ({ tau: between(random, 0.02, 2) }),
  sppo: () => ({}),
  nca: () => ({}),
  bco: (random) => ({ delta: 2 * random() - 1 }),
  "apo-zero": () => ({}),
  kto: (random) => ({
    z: random() - 0.5,
    lambdaD: between(random, 0.3, 3),
    lambdaU: between(random, 0.3, 3),
  }),
};

const GEOMETRIES = [
  { name: "ratio" },
  { name: "probability" },
  { name: "log-ratio" },
  { name: "kernel", matrix: [1, 0.7, 2] },
];

/** A scenario at random, of which something exact is known. */
function randomSettings(random: Random): Panel["settings"] {
  const name = among(random, Object.keys(PARAMETERS));
  const parameters = PARAMETERS[name](random);
  const beta = name === "ipo" ? {} : { beta: between(random, 0.02, 5) };
  return settings({
    loss: { name, ...losses[name].parameters.parse({ ...parameters, ...beta }) },
    geometry: among(random, GEOMETRIES),
    reference: { preferred: between(random, 1e-3, 1), dispreferred: between(random, 1e-3, 1) },
    domain: among(random, ["quadrant", "box"] as const),
    horizon: between(random, 0.1, 1e5),
    targets: { margin: between(random, 0.1, 10), loss: 0.5 },
  });
}

/** A start within the box, on a wall now and then. */
const randomStart = (random: Random, { preferred, dispreferred }: Panel["settings"]["reference"]) =>
  [
    (random() < 0.1 ? 1 : between(random, 1e-6, 1)) / preferred,
    (random() < 0.1 ? 1 : between(random, 1e-6, 1)) / dispreferred,
  ] as const;

const numbers = numbersOf(SWEEP_METRICS);

function solved(solver: CellSolver, [x1, x2]: readonly [number, number]) {
  const cell = { values: new Float64Array(numbers.length).fill(Number.NaN) };
  const status = solver(x1, x2, cell);
  return { status, ...Object.fromEntries(numbers.map((name, i) => [name, cell.values[i]])) };
}

/** Largest relative difference of two cells; Infinity where one has a number that the other has not. */
function difference(a: Record<string, unknown>, b: Record<string, unknown>): number {
  if (a.status !== b.status) return Number.POSITIVE_INFINITY;
  const compared = numbers.filter((name) => name !== "preferredGain");
  return Math.max(
    ...compared.map((name) => {
      const [p, q] = [Number(a[name]), Number(b[name])];
      if (Object.is(p, q)) return 0;
      return Number.isNaN(p) || Number.isNaN(q) ? Number.POSITIVE_INFINITY : relativeError(p, q);
    }),
  );
}

describe("cells at random", () => {
  it("come out alike by the exact method and by integration, but for those that say they cannot", () => {
    const random = randomNumbers(13);
    let [cells, refused] = [0, 0];
    while (cells < CELLS) {
      const all = randomSettings(random);
      const flow = createFlow(all);
      const start = randomStart(random, all.reference);
      const exact = createExactCell(flow, all, SWEEP_METRICS);
      if (!exact || !flow.isStart(Math.log(start[0]), Math.log(start[1]))) continue;
      cells++;
      const about = JSON.stringify({ ...all, start });
      let cell: Record<string, unknown>;
      try {
        cell = solved(exact, start);
      } catch (error) {
        expect(error, about).toBeInstanceOf(Inexact);
        refused++;
        continue;
      }
      const odex = solved(createOdexCell(flow, all, SWEEP_METRICS), start);
      if (difference(cell, odex) <= 1e-9) continue;
      // The integrator's own error may be larger than the tolerance: what a tighter one gives decides.
      const tolerance = { relative: 1e-12, absolute: 1e-14 };
      const tight = solved(
        createOdexCell(flow, { ...all, tolerance, maxSteps: 100_000 }, SWEEP_METRICS),
        start,
      );
      if (FAILURES.has(tight.status)) continue;
      expect(difference(cell, tight), about).toBeLessThan(1e-9);
    }
    expect(refused / cells).toBeLessThan(0.1);
  }, 600_000);
});
