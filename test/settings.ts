import type { Panel } from "../src/scenario/schema.js";

/** Settings of a panel with the defaults of a scenario file, for tests that need no file. */
export function settings(changes: Partial<Panel["settings"]> = {}): Panel["settings"] {
  return {
    name: "test",
    title: "test",
    loss: { name: "dpo", beta: 0.1 },
    reference: { preferred: 1, dispreferred: 1 },
    geometry: { name: "ratio" },
    domain: "box",
    starts: { a: [0.2, 0.1] },
    horizon: 1000,
    maxSteps: 10_000,
    tolerance: { relative: 1e-9, absolute: 1e-12 },
    sample: { points: 50 },
    targets: { margin: 1, loss: 0.5 },
    figure: { plane: "ratio" },
    ...changes,
  };
}

/** |value − exact| relative to the exact value, or absolute where that is 0. */
export function relativeError(value: number, exact: number): number {
  return Math.abs(value - exact) / (exact === 0 ? 1 : Math.abs(exact));
}
