import { describe, expect, it } from "vitest";
import { expand } from "../../src/scenario/expand.js";
import { problemsOf, scenarioOf } from "./parseScenario.js";

const STARTS = "starts: { weak: [0.2, 0.1] }\n";
const panels = (vary: string) => expand(scenarioOf(`${STARTS}vary: ${vary}`));
const names = (vary: string) => panels(vary).map(({ name }) => name);

describe("expand", () => {
  it("gives one panel called base without vary", () => {
    const { vary: _, ...settings } = scenarioOf(STARTS);
    expect(expand(scenarioOf(STARTS))).toEqual([{ name: "base", settings }]);
    expect(names("{}")).toEqual(["base"]);
  });

  it("gives the product of all lines, the first turning slowest", () => {
    const result = panels("{ loss.beta: [0.1, 0.3], domain: [box, simplex] }");
    expect(result.map(({ name }) => name)).toEqual([
      "loss.beta=0.1, domain=box",
      "loss.beta=0.1, domain=simplex",
      "loss.beta=0.3, domain=box",
      "loss.beta=0.3, domain=simplex",
    ]);
    expect(result.map(({ settings }) => [settings.loss.beta, settings.domain])).toEqual([
      [0.1, "box"],
      [0.1, "simplex"],
      [0.3, "box"],
      [0.3, "simplex"],
    ]);
    for (const { settings } of result) expect(settings).not.toHaveProperty("vary");
  });

  it("names mappings by what tells them apart", () => {
    expect(
      names("{ reference: [{ preferred: 0.9, dispreferred: 0.9 }, { preferred: 0.5, dispreferred: 0.5 }] }"),
    ).toEqual(["reference=0.9", "reference=0.5"]);
    expect(names("{ reference: [{ preferred: 0.9 }, { preferred: 0.5 }] }")).toEqual([
      "reference=(preferred=0.9)",
      "reference=(preferred=0.5)",
    ]);
    expect(names("{ loss: [{ name: dpo }, { name: ipo }] }")).toEqual(["loss=dpo", "loss=ipo"]);
    expect(names("{ loss: [{ name: dpo }, { name: dpo, beta: 1 }, { name: ipo }] }")).toEqual([
      "loss=(dpo beta=0.1)",
      "loss=(dpo beta=1)",
      "loss=(ipo tau=0.5)",
    ]);
    expect(names("{ starts.weak: [[0.1, 0.1], [0.2, 0.2]] }")).toEqual([
      "starts.weak=[0.1,0.1]",
      "starts.weak=[0.2,0.2]",
    ]);
  });

  it("gives each loss its own parameters, and varies those of all in turn", () => {
    expect(panels("{ loss.name: [dpo, ipo] }").map(({ settings }) => settings.loss)).toEqual([
      { name: "dpo", beta: 0.1 },
      { name: "ipo", tau: 0.5 },
    ]);
    expect(
      panels("{ loss.beta: [1, 2], loss.name: [dpo, cdpo] }").map(({ settings }) => settings.loss),
    ).toEqual([
      { name: "dpo", beta: 1 },
      { name: "cdpo", beta: 1, epsilon: 0.1 },
      { name: "dpo", beta: 2 },
      { name: "cdpo", beta: 2, epsilon: 0.1 },
    ]);
  });

  it("is stable: the resolved scenario expands to the same panels when it is read again", () => {
    const { name: _, ...resolved } = scenarioOf(`${STARTS}vary: { loss.name: [dpo, ipo], horizon: [1, 2] }`);
    expect(expand(scenarioOf(JSON.stringify(resolved)))).toEqual(expand({ name: "test", ...resolved }));
  });
});

describe("problems of vary", () => {
  it.each([
    ["{ loss.beta: 3 }", "vary.loss.beta: expected a list of values, got 3"],
    ["{ loss.beta: [] }", "vary.loss.beta: expected a list of values, got an empty list"],
    ["[1]", "vary: expected a mapping such as { loss.beta: [0.1, 0.3, 0.5] }, got a list of 1"],
    ["{ loss.beta: [0.1, -0.3] }", "vary.loss.beta[1]: expected a number > 0, got -0.3"],
    ["{ loss.bta: [1] }", 'vary.loss.bta[0]: unknown key; did you mean "beta"?'],
    ["{ loss.beta: [1, 2, 1] }", "vary.loss.beta[2]: the same as vary.loss.beta[0]"],
    ["{ title: [a] }", "vary.title: does not change the computation; cannot vary"],
    ["{ loss: [{ name: dpo }], loss.name: [ipo] }", "vary.loss.name: loss varies as a whole already"],
    ["{ starts.weak: [[0.1, 0.1], [2, 1]] }", "vary.starts.weak[1]: outside the box"],
    [
      "{ reference: [{ preferred: 2 }] }",
      "vary.reference[0].preferred: expected a number > 0 and ≤ 1, got 2",
    ],
    [
      `{ loss.beta: [${Array.from({ length: 1001 }, (_, i) => i + 1)}] }`,
      "vary: makes 1001 panels; at most 1000 are allowed",
    ],
  ])("in %.60s", (vary, problem) => {
    expect(problemsOf(`${STARTS}vary: ${vary}`)).toEqual([problem]);
  });

  it("name the panel where two lines disagree", () => {
    expect(
      problemsOf(
        "starts: { weak: [1.5, 0.1] }\nreference: { preferred: 0.5 }\nvary: { reference.preferred: [0.5, 1] }",
      ),
    ).toEqual(["starts.weak: outside the box (in the panel reference.preferred=1)"]);
  });

  it("stand beside those of the scenario itself, which are not repeated", () => {
    expect(problemsOf(`${STARTS}horizon: 0\nvary: { loss.beta: [1, 0] }`)).toEqual([
      "horizon: expected a number > 0, got 0",
      "vary.loss.beta[1]: expected a number > 0, got 0",
    ]);
  });
});
