import { previewStart } from "../simulate/preview.js";
import type { Run } from "../simulate/run.js";
import { simulateStart } from "../simulate/simulate.js";
import type { PageState } from "./store/pageState.js";

/** Runs by what they depend on: a start that has not moved is not simulated again. */
export interface Simulator {
  /** Quick runs for all starts; full ones where they are known. */
  preview(state: PageState): Run[];
  /** Full runs for all starts, computed now where they are not known. */
  full(state: PageState): Run[];
  /**
   * The same, letting the page breathe between them.
   *
   * @param current asked after each breath whether the runs are still wanted
   * @returns undefined where they are not
   */
  fullInTurns(state: PageState, current: () => boolean): Promise<Run[] | undefined>;
}

/** More runs than this are not remembered. */
const CAPACITY = 200;

const settingsKey = ({ loss, reference, geometry, domain, horizon, maxSteps, ...rest }: PageState) =>
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

  const starts = (state: PageState) => {
    const settings = settingsKey(state);
    return Object.entries(state.starts).map(([label, x]) => ({ label, key: `${settings}${x.join()}` }));
  };

  type Start = ReturnType<typeof starts>[number];
  const fullRun = (state: PageState, { label, key }: Start): Run => ({
    ...remembered("full", key, () => simulateStart(state, label)),
    start: label,
  });

  return {
    preview: (state) =>
      starts(state).map(({ label, key }) => ({
        ...(known.full.get(key) ?? remembered("preview", key, () => previewStart(state, label))),
        start: label,
      })),
    full: (state) => starts(state).map((start) => fullRun(state, start)),
    async fullInTurns(state, current) {
      const runs: Run[] = [];
      for (const start of starts(state)) {
        const isNew = !known.full.has(start.key);
        runs.push(fullRun(state, start));
        if (!isNew) continue;
        await new Promise((resolve) => setTimeout(resolve));
        if (!current()) return undefined;
      }
      return runs;
    },
  };
}
