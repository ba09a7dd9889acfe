import { describe, expect, it } from "vitest";
import { resolveScenario } from "../../src/scenario/resolve.js";
import { catalogue } from "./catalogue.js";
import { problemsOf } from "./parseScenario.js";

const STARTS = "starts: { weak: [0.2, 0.1] }\n";

describe("problems of a scenario", () => {
  it("are listed all at once, each with its path", () => {
    const text = `
loss: { name: dpo, beta: -1, bta: 2 }
starts: { weak: [0.2, -0.2], outside: [2, 0.5] }
horizon: 0
domain: bax
horizn: 3`;
    expect(problemsOf(text)).toEqual([
      "loss.beta: expected a number > 0, got -1",
      'loss.bta: unknown key; did you mean "beta"?',
      'domain: expected one of quadrant, box, simplex, got "bax"; did you mean "box"?',
      "starts.weak[1]: expected a number > 0, got -0.2",
      "horizon: expected a number > 0, got 0",
      'horizn: unknown key; did you mean "horizon"?',
    ]);
  });

  it.each([
    ["[0.2, .nan]", "starts.weak[1]: expected a number > 0, got NaN"],
    ["[.inf, 0.1]", "starts.weak[0]: expected a number > 0, got Infinity"],
    ["[-0.1, 0.1]", "starts.weak[0]: expected a number > 0, got -0.1"],
    ["[0, 0.1]", "starts.weak[0]: expected a number > 0, got 0"],
    ["[a, 0.1]", 'starts.weak[0]: expected a number > 0, got "a"'],
    ["[1e400, 0.1]", "starts.weak[0]: expected a number > 0, got Infinity"],
    ["[0.1]", "starts.weak: expected 2 numbers > 0 such as [0.2, 0.1], got a list of 1"],
    ["[0.1, 0.1, 0.1]", "starts.weak: expected 2 numbers > 0 such as [0.2, 0.1], got a list of 3"],
    ["0.1", "starts.weak: expected 2 numbers > 0 such as [0.2, 0.1], got 0.1"],
    ["", "starts.weak: expected 2 numbers > 0 such as [0.2, 0.1], got nothing"],
    ["[2, 0.5]", "starts.weak: outside the box"],
  ])("say what is wrong with the start %s", (start, problem) => {
    expect(problemsOf(`starts: { weak: ${start} }`)).toEqual([problem]);
  });

  it("name starts outside the domain even where other things are wrong", () => {
    expect(problemsOf("starts: { weak: [2, 0.5], bad: [x, 1] }\nhorizon: -1")).toEqual([
      'starts.bad[0]: expected a number > 0, got "x"',
      "horizon: expected a number > 0, got -1",
      "starts.weak: outside the box",
    ]);
  });

  it.each([
    ["", "starts: missing; expected a mapping such as { weak: [0.2, 0.1] }"],
    ["starts: {}", "starts: expected at least one start"],
    ["starts: [[0.1, 0.1]]", "starts: expected a mapping such as { weak: [0.2, 0.1] }, got a list of 1"],
    ["[1]", "expected a mapping with at least starts: { weak: [0.2, 0.1] }, got a list of 1"],
    ["hello", 'expected a mapping with at least starts: { weak: [0.2, 0.1] }, got "hello"'],
    [`${STARTS}name: x`, "name: unknown key; a scenario's name is its file name"],
    [`${STARTS}beta: 1`, 'beta: unknown key; did you mean "loss.beta"?'],
    [`${STARTS}loss: dpo`, 'loss: expected a mapping with the keys beta, name, got "dpo"'],
    [
      `${STARTS}loss: { name: dppo }`,
      'loss.name: expected one of dpo, ipo, cdpo, got "dppo"; did you mean "dpo"?',
    ],
    [`${STARTS}loss: { name: ipo, beta: 1 }`, "loss.beta: not a key of ipo; known here: tau, name"],
    [`${STARTS}loss: { name: cdpo, epsilon: 1 }`, "loss.epsilon: expected a number ≥ 0 and < 0.5, got 1"],
    [`${STARTS}geometry: { name: kernel }`, "geometry.k11: missing; expected a number > 0"],
    [`${STARTS}geometry: { name: kernel, k11: 1, k12: 3 }`, "geometry: k12² must not exceed k11·k22"],
    [`${STARTS}reference: { preferred: 2 }`, "reference.preferred: expected a number > 0 and ≤ 1, got 2"],
    [`${STARTS}maxSteps: 0.5`, "maxSteps: expected a whole number ≥ 1 and ≤ 10000000, got 0.5"],
    [`${STARTS}sample: { points: 1 }`, "sample.points: expected a whole number ≥ 2 and ≤ 100000, got 1"],
    [`${STARTS}sample: { times: [2, 1] }`, "sample.times: expected times in increasing order"],
    [`${STARTS}sample: { times: [a] }`, 'sample.times[0]: expected a number ≥ 0, got "a"'],
    [`${STARTS}sample: { points: 3, times: [1] }`, "sample: expected either points or times, not both"],
    [`${STARTS}targets: { loss: 2 }`, "targets.loss: expected a number > 0 and < 1, got 2"],
    [`${STARTS}title: ""`, 'title: expected text of 1 to 200 printable characters, got ""'],
    [`${STARTS}title: "a\\u0007b"`, 'title: expected text of 1 to 200 printable characters, got "a\\u0007b"'],
    [`${STARTS}horizon:`, "horizon: expected a number > 0, got nothing"],
  ])("in %j", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("say which tolerances make sense, and why", () => {
    expect(problemsOf(`${STARTS}tolerance: { relative: 1e-20, absolute: 1 }`)).toEqual([
      "tolerance.relative: expected a number ≥ 1e-13 and ≤ 0.01 (finer is lost in the rounding of doubles, coarser draws wrong trajectories), got 1e-20",
      "tolerance.absolute: expected a number ≥ 0 and ≤ 0.001 (coarser draws wrong trajectories), got 1",
    ]);
  });

  it.each([
    ['""', "expected a label that is not empty"],
    ['" a"', "a label cannot begin or end with a space"],
    ["../x", "a label cannot look like a path"],
    ["a\\b", "a label cannot look like a path"],
    ["..", "a label cannot look like a path"],
    ['"a\\u0000b"', "a label cannot contain control characters"],
    ['"1"', 'a label needs more than digits, or the order of the starts is lost; try "s1"'],
    ["__proto__", "reserved by JavaScript; use another name"],
    ["a".repeat(61), "expected a label of at most 60 characters, got 61"],
  ])("refuse the label %s", (label, problem) => {
    const problems = problemsOf(`starts: { ${label}: [0.1, 0.1] }`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each(["constructor", "toString", "1.5", "a b", "β = 0.1", "下"])("accept the label %s", (label) => {
    expect(problemsOf(`starts: { ${label}: [0.1, 0.1] }`)).toEqual([]);
  });

  it.each([
    "",
    ".",
    "..",
    "a/b",
    "a\\b",
    "con",
    "LPT1.x",
    "a ",
    "a.",
    "x\n",
    "-rf",
    "__proto__",
    "a".repeat(101),
  ])("refuse the name %j", (name) => {
    const resolve = () => resolveScenario({ starts: { weak: [0.2, 0.1] } }, { name, catalogue });
    expect(resolve).toThrow(/rename the file/);
  });

  it("are cut when there are very many", () => {
    const starts = Array.from({ length: 200 }, (_, i) => `s${i}: [0, 0]`).join(", ");
    const problems = problemsOf(`starts: { ${starts} }`);
    expect(problems).toHaveLength(51);
    expect(problems[50]).toBe("… and 350 more problems");
  });

  it("name the file, on one line for one problem and below each other for several", () => {
    const resolve = (raw: unknown) => () => resolveScenario(raw, { name: "x", source: "x.yaml", catalogue });
    expect(resolve({})).toThrow(/^x\.yaml: starts: missing/);
    expect(resolve({ horizon: 0 })).toThrow(/^x\.yaml:\n {2}starts: missing.*\n {2}horizon: expected/);
  });
});
