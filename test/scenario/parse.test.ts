import { describe, expect, it } from "vitest";
import { parseText } from "../../src/scenario/parse.js";
import { problemsOf, scenarioOf } from "./parseScenario.js";

describe("parseText", () => {
  it("reads YAML and JSON alike", () => {
    const value = { starts: { weak: [0.2, 0.1] }, horizon: 1e-9 };
    expect(parseText("starts: { weak: [0.2, 0.1] }\nhorizon: 1e-9").problems).toBeUndefined();
    expect(parseText(JSON.stringify(value, null, "\t"))).toEqual({ value });
    expect(parseText("\ufeffstarts:\n  weak: [0.2, 0.1]\nhorizon: 1.0e-9\n")).toEqual({ value });
  });

  it.each([
    ["a: [1\nb: 2", "line 2, column 1: Flow sequence"],
    ["a:\n\tb: 1", "line 2, column 1: Tabs are not allowed"],
    ["a: 1\n---\nb: 2", "line 2, column 1: a second document begins; a file holds one scenario"],
    ["a: !!js/function x", "line 1, column 4: Unresolved tag"],
    ['{ "a": 1,, }', "line 1, column 10: Unexpected ,"],
    ["a: *x", "Unresolved alias"],
    ["[a]: 1", "line 1, column 1: a key must be plain text"],
    ["*x : 1", "a key must be plain text"],
  ])("says where %j is broken", (text, problem) => {
    expect(parseText(text).problems?.[0].message).toContain(problem);
  });

  it("refuses duplicate keys, of whatever type, and says where both stand", () => {
    expect(problemsOf("starts:\n  weak: [0.1, 0.1]\n  weak: [0.2, 0.1]\nhorizon: 1\nhorizon: 2")).toEqual([
      "starts.weak: duplicate at line 3, column 3; first at line 2, column 3",
      "horizon: duplicate at line 5, column 1; first at line 4, column 1",
    ]);
    expect(problemsOf('{ "a": 1, "a": 1 }')).toHaveLength(1);
    expect(problemsOf('1: a\n"1": b')).toHaveLength(1);
  });

  it("refuses an alias bomb", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 9; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(problemsOf(lines.join("\n"))).toEqual([
      "aliases (*name) expand to more than 100 copies; write the values out",
    ]);
  });

  it("refuses an alias inside its own anchor", () => {
    expect(problemsOf("vary: &v { loss.beta: [*v] }")).toEqual([
      "vary.loss.beta[0]: contains itself, by an alias",
    ]);
    expect(
      problemsOf(`vary: &v { a: [${Array(50).fill("*v")}], b: [${Array(40).fill("*v")}] }`),
    ).toHaveLength(51);
  });

  it("takes a modest alias", () => {
    const { starts } = scenarioOf("starts: { a: &x [0.1, 0.2], b: *x }");
    expect(starts).toEqual({ a: [0.1, 0.2], b: [0.1, 0.2] });
  });

  it.each([
    ["[".repeat(1_000_000)],
    ["{a: ".repeat(100_000)],
    ["- ".repeat(100_000)],
    [Array.from({ length: 1200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ])("refuses endless nesting in no time", (text) => {
    expect(parseText(text).problems).toEqual([{ path: "", message: "nested more than 100 levels deep" }]);
  });

  it("reads a long file in reasonable time", () => {
    const starts = Array.from({ length: 20_000 }, (_, i) => `  s${i}: [0.1, 0.1]`).join("\n");
    const began = performance.now();
    expect(Object.keys(scenarioOf(`starts:\n${starts}`).starts)).toHaveLength(20_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
