import { geometries } from "../src/model/geometries/registry.js";
import { losses } from "../src/model/losses/registry.js";
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

/** A row of the reference tables: `params` also holds π_ref and what belongs to the geometry. */
export interface ReferenceRow {
  loss: string;
  geometry: string;
  params: { ref?: number[]; kernel?: number[]; others?: number; [parameter: string]: unknown };
  x0: number[];
}

/** Settings of a panel for a row of the reference tables: no walls, tolerance 1e-10. */
export function panelOf({ loss, geometry, params, x0 }: ReferenceRow): Panel["settings"] {
  const { ref = [1, 1], kernel, others, ...parameters } = params;
  const shape = { ...(kernel && { matrix: kernel }), ...(others && { others }) };
  return settings({
    loss: { name: loss, ...losses[loss].parameters.parse(parameters) },
    geometry: { name: geometry, ...geometries[geometry].parameters.parse(shape) },
    reference: { preferred: ref[0], dispreferred: ref[1] },
    domain: "quadrant",
    starts: { a: [x0[0], x0[1]] },
    tolerance: { relative: 1e-10, absolute: 1e-12 },
  });
}
