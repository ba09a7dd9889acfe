import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.js";
import { problemsOf, scenarioOf } from "./parseScenario.js";

const TEXT = "starts: { weak: [0.2, 0.1], strong: [0.9, 0.1] }\nloss: { beta: 3 }\nsample: { points: 50 }";
const withSet = (...set: string[]) => scenarioOf(TEXT, { set });

describe("--set", () => {
  it("replaces values, and makes what is missing on the way", () => {
    expect(withSet("loss.beta=0.3").loss).toEqual({ name: "dpo", beta: 0.3 });
    expect(withSet("reference.preferred=0.5").reference).toEqual({ preferred: 0.5, dispreferred: 1 });
    expect(withSet("loss={ name: cdpo, epsilon: 0.2 }").loss).toEqual({
      name: "cdpo",
      beta: 0.1,
      epsilon: 0.2,
    });
    expect(withSet("title=a = b").title).toBe("a = b");
    expect(withSet("domain=simplex").domain).toBe("simplex");
  });

  it("replaces starts, adds them, and changes one of their numbers", () => {
    expect(withSet("starts.weak=[0.3, 0.3]").starts).toEqual({ weak: [0.3, 0.3], strong: [0.9, 0.1] });
    expect(withSet("starts.new one=[0.3, 0.3]").starts).toHaveProperty("new one", [0.3, 0.3]);
    expect(withSet("starts.weak[1]=0.4").starts.weak).toEqual([0.2, 0.4]);
    expect(withSet("starts={ a: [1, 1] }").starts).toEqual({ a: [1, 1] });
  });

  it("takes paths under vary as they are written there", () => {
    expect(withSet("vary.loss.beta=[0.1, 0.2]").vary).toEqual({ "loss.beta": [0.1, 0.2] });
    expect(withSet("vary.loss.beta=[0.1, 0.2]", "vary={}").vary).toEqual({ "loss.beta": [0.1, 0.2] });
  });

  it("gives a new loss or geometry its own defaults, whatever the order", () => {
    expect(withSet("loss.name=ipo").loss).toEqual({ name: "ipo", tau: 0.5 });
    expect(withSet("loss.name=cdpo", "loss.beta=0.7").loss).toEqual({
      name: "cdpo",
      beta: 0.7,
      epsilon: 0.1,
    });
    expect(withSet("loss.beta=0.7", "loss.name=cdpo").loss).toEqual({
      name: "cdpo",
      beta: 0.7,
      epsilon: 0.1,
    });
    expect(withSet("geometry.k11=2", "geometry.name=kernel").geometry).toMatchObject({
      name: "kernel",
      k11: 2,
    });
  });

  it("keeps the parameters of a loss that is named again", () => {
    expect(withSet("loss.name=dpo").loss).toEqual({ name: "dpo", beta: 3 });
  });

  it("lets sample.times take the place of sample.points", () => {
    expect(withSet("sample.times=[1, 2]").sample).toEqual({ times: [1, 2] });
  });

  it.each([
    ["loss.bta=1", 'loss.bta: unknown key; did you mean "beta"?'],
    ["bta=1", 'bta: unknown key; did you mean "loss.beta"?'],
    ["hrizon=1", 'hrizon: unknown key; did you mean "horizon"?'],
    ["loss.beta.x=1", "loss.beta.x: unknown key; loss.beta has no keys"],
    ["starts.weak[5]=1", "starts.weak[5]: unknown key; starts.weak has only 2 elements"],
    ["horizon[0]=1", "horizon: expected a number > 0, got a list of 1"],
    ["loss.beta=-1", "loss.beta: expected a number > 0, got -1"],
    ["loss.beta=", "loss.beta: expected a number > 0, got nothing"],
    ["__proto__.polluted=1", "__proto__: reserved by JavaScript; use another name"],
  ])("reports %s", (set, problem) => {
    expect(problemsOf(TEXT, { set: [set] })).toEqual([problem]);
    expect({}).not.toHaveProperty("polluted");
  });

  it.each(["loss.beta", "=1", "loss.beta=[1", "loss.beta=*x"])("refuses %s", (set) => {
    expect(() => withSet(set)).toThrow(UsageError);
    expect(() => withSet(set)).toThrow(/^set: /);
  });
});

describe("--start", () => {
  const withStarts = (...starts: string[]) => scenarioOf(TEXT, { starts });

  it("takes the place of a scenario's own starts, in the order given", () => {
    expect(Object.entries(withStarts("z=0.3,0.2", "a = 1e-12, 1").starts)).toEqual([
      ["z", [0.3, 0.2]],
      ["a", [1e-12, 1]],
    ]);
  });

  it("comes before --set", () => {
    expect(scenarioOf(TEXT, { starts: ["a=1,1"], set: ["starts.a[0]=0.5"] }).starts).toEqual({ a: [0.5, 1] });
  });

  it("is checked like any other start", () => {
    const starts = ["a=0.1,x", "b=0.1", "c=,1", "d=-1,NaN"];
    expect(problemsOf(TEXT, { starts })).toEqual([
      'starts.a[1]: expected a number > 0, got "x"',
      "starts.b: expected 2 numbers > 0 such as [0.2, 0.1], got a list of 1",
      'starts.c[0]: expected a number > 0, got ""',
      "starts.d[0]: expected a number > 0, got -1",
      'starts.d[1]: expected a number > 0, got "NaN"',
    ]);
  });

  it("needs a label, and each label once", () => {
    expect(() => withStarts("0.1,0.2")).toThrow(/^starts: expected label=x1,x2/);
    expect(() => withStarts("a=1,1", "a=0.5,0.5")).toThrow('starts: the label "a" comes twice');
  });
});
