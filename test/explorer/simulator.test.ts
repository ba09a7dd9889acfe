import { describe, expect, it } from "vitest";
import { createSimulator } from "../../src/explorer/simulator.js";
import { readPageState } from "../../src/explorer/store/pageState.js";
import { simulateStart } from "../../src/simulate/simulate.js";

const verdict = readPageState({ starts: { a: [0.2, 0.3], b: [0.5, 0.5] }, horizon: 20 }, "test");
if ("problems" in verdict) throw new Error("unsound");
const { state } = verdict;

describe("the runs of a page", () => {
  it("are those of the command line, at once or in turns", async () => {
    const runs = ["a", "b"].map((label) => simulateStart(state, label));
    expect(createSimulator().full(state)).toEqual(runs);
    expect(await createSimulator().fullInTurns(state, () => true)).toEqual(runs);
  });

  it("are left where they are no longer wanted, and what was computed is kept", async () => {
    const simulator = createSimulator();
    expect(await simulator.fullInTurns(state, () => false)).toBeUndefined();
    const [a, b] = simulator.preview(state);
    expect(a).toEqual(simulateStart(state, "a"));
    expect(b).not.toEqual(simulateStart(state, "b"));
  });

  it("belong to a place: a start that is renamed keeps its run", () => {
    const simulator = createSimulator();
    const [run] = simulator.full(state);
    const [renamed] = simulator.preview({ ...state, starts: { c: state.starts.a } });
    expect(renamed).toEqual({ ...run, start: "c" });
  });
});
