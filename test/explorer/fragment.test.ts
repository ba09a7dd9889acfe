import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFragment, encodeFragment } from "../../src/explorer/fragment.js";
import { type PageState, readPageState, sameState } from "../../src/explorer/store/pageState.js";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { expand } from "../../src/scenario/expand.js";
import { labelProblem } from "../../src/scenario/names.js";

const panels = builtinScenarios().flatMap((name) =>
  expand(loadScenario(name, { catalogue })).map(({ settings }) => settings),
);

function decoded(fragment: string): PageState {
  const found = decodeFragment(fragment);
  if ("problem" in found) throw new Error(found.problem);
  const outcome = readPageState(found.raw, found.name);
  if ("problems" in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.state;
}

describe("the fragment of a link", () => {
  it("holds every panel of every built-in scenario", () => {
    expect(panels.length).toBeGreaterThan(20);
    for (const state of panels) {
      const fragment = encodeFragment(state);
      expect(sameState(decoded(fragment), state), fragment).toBe(true);
      expect(decoded(fragment).name).toBe(state.name);
      expect(encodeFragment(decoded(`#${fragment}`))).toBe(fragment);
    }
  });

  it("is legible", () => {
    const [state] = panels.filter(({ name }) => name === "weak-sft");
    expect(encodeFragment({ ...state, title: "weak-sft" })).toBe(
      "name=weak-sft&loss.name=dpo&loss.beta=0.1&horizon=20&start=lower-left:0.1,0.1&start=tilted-up:0.05,0.15" +
        "&start=tilted-down:0.15,0.05&start=left:0.1,0.5",
    );
  });

  it("holds any label, any title and any number", () => {
    const [state] = panels;
    const label = fc
      .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 })
      .filter((text) => !labelProblem(text));
    const title = fc
      .string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 })
      .filter((text) => !/\p{Cc}/u.test(text));
    const x = fc.double({ min: 1e-12, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(label, { minLength: 1, maxLength: 4 }),
        title,
        x,
        x,
        (labels, text, x1, x2) => {
          const starts = Object.fromEntries(labels.map((each) => [each, [x1, x2] as [number, number]]));
          const made = { ...state, title: text, starts };
          expect(sameState(decoded(encodeFragment(made)), made)).toBe(true);
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const found = decodeFragment(text);
        if (!("problem" in found)) readPageState(found.raw, found.name);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
