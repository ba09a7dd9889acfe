import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFragment } from "../../../src/explorer/fragment.js";
import { openLink } from "../../../src/explorer/history.js";
import { presetsOf } from "../../../src/explorer/presets.js";
import {
  addStart,
  addStartNear,
  dragStart,
  placeStart,
  removeStart,
  renameStart,
  setValues,
  showState,
} from "../../../src/explorer/store/edits.js";
import { type PageState, readPageState } from "../../../src/explorer/store/pageState.js";
import { violationAt } from "../../../src/explorer/store/region.js";
import { createStore, type Edit, type Snapshot, type Store } from "../../../src/explorer/store/store.js";
import { catalogue } from "../../../src/model/catalogue.js";
import { loadScenario } from "../../../src/node/scenarioFiles.js";

function state(raw: Record<string, unknown>): PageState {
  const verdict = readPageState(raw, "test");
  if ("problems" in verdict) throw new Error(JSON.stringify(verdict.problems));
  return verdict.state;
}

const base = state({ description: "by hand", starts: { a: [0.9, 0.9], b: [0.2, 0.1] } });
const presets = presetsOf([loadScenario("weak-sft", { catalogue })]);

/** A store with everything that it has told. */
function watched(first = base): { store: Store; told: (Snapshot & { live: boolean })[] } {
  const store = createStore(first);
  const told: (Snapshot & { live: boolean })[] = [];
  store.subscribe((now, live) => told.push({ ...now, live }));
  return { store, told };
}

describe("a change that is sound", () => {
  it.each<[string, Edit, Partial<PageState>]>([
    ["a value", setValues([{ path: ["loss", "beta"], value: 0.3 }]), { loss: { name: "dpo", beta: 0.3 } }],
    ["a start that is placed", placeStart("b", [0.3, 0.2]), { starts: { a: [0.9, 0.9], b: [0.3, 0.2] } }],
    ["a start that is dragged", dragStart("b", [0.3, 0.2]), { starts: { a: [0.9, 0.9], b: [0.3, 0.2] } }],
    ["a start more", addStart([0.5, 0.4]), { starts: { ...base.starts, "start-1": [0.5, 0.4] } }],
    ["a start that goes", removeStart("a"), { starts: { b: [0.2, 0.1] } }],
    ["another name", renameStart("a", "c"), { starts: { c: [0.9, 0.9], b: [0.2, 0.1] } }],
    ["a preset", showState(presets[0].state), presets[0].state],
    ["a link", openLink("#loss.beta=0.7&start=z:0.4,0.3", []), { starts: { z: [0.4, 0.3] }, name: "linked" }],
  ])("is made and told: %s", (_, edit, expected) => {
    const { store, told } = watched();
    expect(store.change(edit, true)).toBe(true);
    expect(store.now.state).toMatchObject(expected);
    expect(Object.keys(store.now.state.starts)).toEqual(Object.keys(expected.starts ?? base.starts));
    expect(told).toEqual([{ ...store.now, live: true }]);
    expect(store.now.problems).toEqual([]);
  });

  it("takes away what the author wrote, as it no longer holds", () => {
    const { store } = watched();
    store.change(dragStart("a", [0.8, 0.8]));
    expect(base.description).toBe("by hand");
    expect(store.now.state.description).toBeUndefined();
  });

  it("leaves the state before it as it was, so that going back finds it", () => {
    const { store } = watched();
    const before = structuredClone(base);
    store.change(dragStart("a", [0.5, 0.5]));
    store.change(setValues([{ path: ["domain"], value: "simplex" }]));
    expect(base).toEqual(before);
    store.change(showState(base));
    expect(store.now.state).toEqual(before);
  });

  it("tells which start it is about, until another change is about none", () => {
    const { store } = watched();
    store.change(addStart([0.5, 0.4]));
    expect(store.now.touched).toBe("start-1");
    store.change(dragStart("b", [0.5, 0.4]), true);
    expect(store.now.touched).toBe("b");
    store.change(setValues([{ path: ["horizon"], value: 3 }]));
    expect(store.now.touched).toBeUndefined();
  });

  it("keeps notes on what it brought along, until the next one", () => {
    const { store } = watched();
    store.change(setValues([{ path: ["domain"], value: "simplex" }]));
    expect(store.now.notes).toEqual(["moved inside: a"]);
    store.change(placeStart("b", [3, 3]));
    expect(store.now.notes).toEqual(["moved inside: a"]);
    store.change(removeStart("b"));
    expect(store.now.notes).toEqual([]);
  });

  it("is a preset where a link is one, description included", () => {
    const { store } = watched();
    const [weak] = presets;
    store.change(openLink(`#${encodeFragment(weak.state)}`, []));
    expect(store.now.state.description).toBeUndefined();
    store.change(openLink(`#${encodeFragment(weak.state)}`, presets));
    expect(weak.state.description).toBeDefined();
    expect(store.now.state).toEqual(weak.state);
  });
});

describe("a change that is not sound", () => {
  it.each<[string, Edit, string, RegExp]>([
    [
      "a value",
      setValues([{ path: ["loss", "beta"], value: -1 }]),
      "loss.beta",
      /expected a number > 0, got -1/,
    ],
    [
      "an unknown key",
      setValues([{ path: ["loss", "gamma"], value: 1 }]),
      "loss.gamma",
      /not a key of dpo|unknown key/,
    ],
    [
      "a path through a number",
      setValues([{ path: ["horizon", "a"], value: 1 }]),
      "horizon.a",
      /unknown key/,
    ],
    ["a start outside", placeStart("a", [2, 0.5]), "starts.a", /outside the box/],
    ["a start that is no number", placeStart("a", ["x", 0.5]), "starts.a[0]", /expected a number > 0/],
    ["a drag to nowhere", dragStart("a", [Number.NaN, 0.5]), "starts.a[0]", /expected a number > 0/],
    ["a new start outside", addStart([2, 0.5]), "", /^No start can be there: outside the box/],
    ["the last start", removeStart("b"), "", /at least one start/],
    ["a name taken", renameStart("a", "b"), "starts.a", /another start is called "b"/],
    ["a name like a path", renameStart("a", "x/y"), "starts.a", /cannot look like a path/],
    ["a name without glyphs", renameStart("a", "🦆"), "starts.a", /no glyph/],
    ["a title without glyphs", setValues([{ path: ["title"], value: "🦆" }]), "title", /no glyph/],
    ["an unsound preset", showState({ ...base, horizon: -1 }), "horizon", /expected a number > 0/],
    [
      "an unsound link",
      openLink("#start=a:2,1", []),
      "",
      /^The link cannot be read: starts.a: outside .* Shown instead: test\.$/,
    ],
    ["a link that is none", openLink("#nonsense", []), "", /^The link cannot be read: "nonsense" is not/],
  ])("is refused and told, and the state stays: %s", (name, edit, path, message) => {
    const { store, told } = watched(name === "the last start" ? state({ starts: { b: [0.2, 0.1] } }) : base);
    const { state: before } = store.now;
    expect(store.change(edit)).toBe(false);
    expect(store.now.state).toBe(before);
    expect(store.now.problems[0].path).toBe(path);
    expect(store.now.problems[0].message).toMatch(message);
    expect(told).toEqual([{ ...store.now, live: false }]);
    store.change(setValues([{ path: ["horizon"], value: 3 }]));
    expect(store.now.problems).toEqual([]);
  });
});

describe("a start on the move", () => {
  const spaces = Object.keys(catalogue.losses).flatMap((loss) =>
    Object.keys(catalogue.geometries).flatMap((geometry) =>
      Object.keys(catalogue.domains).map((domain) => [loss, geometry, domain] as const),
    ),
  );
  const coordinate = fc.double({ min: -7, max: 1.2, noNaN: true }).map((exponent) => 10 ** exponent);

  it("goes where it may go, whatever loss, geometry and domain", () => {
    for (const [loss, geometry, domain] of spaces) {
      const reference = { preferred: 0.25, dispreferred: 0.25 };
      const first = state({
        loss: { name: loss },
        geometry: { name: geometry },
        domain,
        reference,
        starts: { a: [0.5, 0.5] },
      });
      fc.assert(
        fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 4 }), (moves) => {
          const store = createStore(first);
          for (const to of moves) {
            const free = violationAt(store.now.state, to) === undefined;
            expect(store.change(placeStart("a", to)), `${loss} ${geometry} ${domain} ${to}`).toBe(free);
            store.change(showState(first));
          }
          for (const to of moves) {
            expect(store.change(dragStart("a", to), true), `${loss} ${geometry} ${domain} ${to}`).toBe(true);
            const { a } = store.now.state.starts;
            expect(violationAt(store.now.state, a)).toBeUndefined();
            if (violationAt(first, to) === undefined) expect(a).toEqual(to);
          }
          expect(store.change(addStartNear(moves[0]))).toBe(true);
        }),
        { seed: 7, numRuns: 5 },
      );
    }
  });
});
