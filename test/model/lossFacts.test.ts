import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { lossFacts } from "../../src/model/lossFacts.js";
import { parameterFacts } from "../../src/model/parameterFacts.js";
import { resolveScenario } from "../../src/scenario/resolve.js";
import { simulate } from "../../src/simulate/simulate.js";

describe("what is said about a loss", () => {
  it.each(Object.entries(losses))("%s: is complete, and its scenario is valid and runs", (name, family) => {
    const facts = lossFacts(family);
    for (const text of [facts.title, facts.formula, facts.source, facts.restPoint]) {
      expect(text).toMatch(/\S/);
    }
    for (const { allowed, description } of facts.parameters) {
      expect(allowed).toMatch(/number|one of/);
      expect(description.length).toBeGreaterThan(8);
    }
    const scenario = resolveScenario(facts.example, { name, catalogue });
    const [{ runs }] = simulate(scenario).panels;
    expect(["extinct", "stationary", "horizon"]).toContain(runs[0].status);
  });

  it("says the same of the parameters of a geometry", () => {
    const facts = Object.entries(geometries).map(([name, { parameters }]) => [
      name,
      parameterFacts(parameters),
    ]);
    expect(Object.fromEntries(facts)).toMatchObject({
      ratio: [],
      softmax: [
        {
          name: "others",
          default: 1,
          allowed: "a whole number ≥ 1",
          description: "n, number of other responses",
        },
      ],
      kernel: [{ name: "matrix", default: [1, 0, 1], schema: { items: { length: 3 } } }],
    });
  });

  it("gives the optimum of rlhf in a reference that leaves room for it", () => {
    const { restAt } = lossFacts(losses.rlhf);
    const total = 0.25 * Math.exp(10) + 0.75;
    expect(restAt).toEqual({ x: [expect.closeTo(Math.exp(10) / total, 12), expect.closeTo(1 / total, 12)] });
  });
});
