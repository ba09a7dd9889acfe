import { previewStart } from "../simulate/preview.js";
import type { Run } from "../simulate/run.js";
import { simulateStart } from "../simulate/simulate.js";
import type { State } from "./state.js";

/** Runs by what they depend on: a start that has not moved is not simulated again. */
export interface Simulator {
  /** Quick runs for all starts; full ones where they are known. */
  preview(state: State): Run[];
  /** One full run that is not known yet; false when all are. For calling until nothing is left. */
  advance(state: State): boolean;
  /** Full runs for all starts, or undefined while some are missing. */
  complete(state: State): Run[] | undefined;
}

/** More runs than this are not remembered. */
const CAPACITY = 200;

const settingsKey = ({ loss, reference, geometry, domain, horizon, maxSteps, ...rest }: State) =>
  JSON.stringify([
    loss,
    reference,
    geometry,
    domain,
    horizon,
    maxSteps,
    rest.tolerance,
    rest.sample,
    rest.targets,
  ]);

/** A simulator that has computed nothing yet. */
export function createSimulator(): Simulator {
  const known = { preview: new Map<string, Run>(), full: new Map<string, Run>() };

  const remembered = (kind: keyof typeof known, key: string, run: () => Run): Run => {
    const memory = known[kind];
    let found = memory.get(key);
    if (!found) {
      if (memory.size > CAPACITY) memory.clear();
      found = run();
      memory.set(key, found);
    }
    return found;
  };

  const starts = (state: State) => {
    const settings = settingsKey(state);
    return Object.entries(state.starts).map(([label, x]) => ({ label, key: `${settings}${x.join()}` }));
  };

  return {
    preview: (state) =>
      starts(state).map(({ label, key }) => ({
        ...(known.full.get(key) ?? remembered("preview", key, () => previewStart(state, label))),
        start: label,
      })),
    advance(state) {
      const next = starts(state).find(({ key }) => !known.full.has(key));
      if (next) remembered("full", next.key, () => simulateStart(state, next.label));
      return next !== undefined;
    },
    complete(state) {
      const runs = starts(state).map(({ label, key }) => {
        const run = known.full.get(key);
        return run && { ...run, start: label };
      });
      return runs.every((run) => run !== undefined) ? runs : undefined;
    },
  };
}
