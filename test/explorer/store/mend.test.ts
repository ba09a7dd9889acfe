import { describe, expect, it } from "vitest";
import { setValues } from "../../../src/explorer/store/edits.js";
import { type PageState, readPageState, type Verdict } from "../../../src/explorer/store/pageState.js";
import { nearestAllowed, violationAt } from "../../../src/explorer/store/region.js";
import { createStore } from "../../../src/explorer/store/store.js";
import type { Override } from "../../../src/scenario/override.js";

function state(raw: Record<string, unknown>): PageState {
  const outcome = readPageState(raw, "test");
  if ("problems" in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.state;
}

/** What the store makes of new values. */
function changed(before: PageState, overrides: readonly Override[]): Verdict {
  const store = createStore(before);
  store.change(setValues(overrides));
  const { state, notes, problems } = store.now;
  return problems.length > 0 ? { problems } : { state, notes };
}

const base = state({ starts: { a: [0.9, 0.9], b: [0.2, 0.1] } });

describe("a change that rules starts out", () => {
  it("takes them along, and names them", () => {
    const outcome = changed(base, [{ path: ["domain"], value: "simplex" }]);
    if ("problems" in outcome) throw new Error("refused");
    expect(outcome.notes).toEqual(["moved inside: a"]);
    expect(outcome.state.starts).toEqual({ a: [0.49, 0.49], b: [0.2, 0.1] });
    expect(base.starts.a).toEqual([0.9, 0.9]);
  });

  it("takes the reference along where the loss needs another one", () => {
    const outcome = changed(base, [{ path: ["loss", "name"], value: "rlhf" }]);
    if ("problems" in outcome) throw new Error("refused");
    expect(outcome.state.reference).toEqual({ preferred: 0.25, dispreferred: 0.25 });
    expect(outcome.notes[0]).toMatch(/rlhf needs that/);
  });

  it("leaves alone what was asked for", () => {
    const outcome = changed(base, [{ path: ["starts", "a"], value: [2, 0.5] }]);
    expect(outcome).toMatchObject({ problems: [{ path: "starts.a" }] });
    const both = changed(base, [
      { path: ["loss", "name"], value: "rlhf" },
      { path: ["reference"], value: { preferred: 0.9, dispreferred: 0.9 } },
    ]);
    expect(both).toHaveProperty("problems");
  });

  it("reports what no change of starts could mend", () => {
    expect(changed(base, [{ path: ["loss", "beta"], value: "two" }])).toMatchObject({
      problems: [{ path: "loss.beta", message: 'expected a number > 0, got "two"' }],
    });
  });
});

describe("a start that is dragged outside", () => {
  it.each([
    ["box", [1.4, 0.5], [1, 0.25 / 0.7]],
    ["simplex", [0.7, 0.7], [0.5, 0.5]],
  ] as const)("stops at the wall of the %s", (domain, to, wall) => {
    const region = { ...base, domain };
    const from: [number, number] = domain === "box" ? [0.7, 0.285714285714] : [0.1, 0.1];
    const x = nearestAllowed(region, from, [...to]);
    expect(violationAt(region, x)).toBeUndefined();
    if (domain === "simplex") expect(x[0]).toBeCloseTo(wall[0], 9);
    else expect(x[0]).toBeCloseTo(1, 9);
  });
});
