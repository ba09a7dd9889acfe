import { describe, expect, it } from "vitest";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { parameterFacts } from "../../src/model/parameterFacts.js";

describe("what there is to say about parameters", () => {
  it("is the same for losses and geometries: name, default, range and meaning", () => {
    expect(parameterFacts(losses.dpo.parameters)).toMatchObject([
      { name: "beta", default: 0.1, allowed: "a number > 0" },
    ]);
    expect(parameterFacts(geometries.softmax.parameters)).toMatchObject([
      {
        name: "others",
        default: 1,
        allowed: "a whole number ≥ 1",
        description: "n, number of other responses",
        schema: { type: "integer", minimum: 1 },
      },
    ]);
    expect(parameterFacts(geometries.kernel.parameters)).toMatchObject([
      { name: "matrix", default: [1, 0, 1], allowed: "3 numbers" },
    ]);
    expect(parameterFacts(geometries.ratio.parameters)).toEqual([]);
  });
});
