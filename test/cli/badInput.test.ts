import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

const BOMB = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`),
].join("\n");

const WEAK = "starts: { weak: [0.2, 0.1] }\n";

describe("a bad scenario file ends with 2, says why, and leaves nothing behind:", () => {
  it.each([
    [
      "broken YAML",
      "starts: { weak: [0.2, 0.1 }\n",
      /^error: x\.yaml:\n {2}line 1, column 27: Flow sequence/,
    ],
    ["broken JSON", '{\n  "starts": {\n    "weak": [0.2,, 0.1]\n  }\n}', /x\.yaml: line 3, column 18: /],
    ["an empty file", "", /starts: missing; expected a mapping such as \{ weak: \[0\.2, 0\.1\] \}/],
    ["an alias bomb", BOMB, /aliases \(\*name\) expand to more than 100 copies/],
    ["endless nesting", "[".repeat(500_000), /nested more than 100 levels deep/],
    ["an unknown key", `${WEAK}horizn: 3`, /horizn: unknown key; did you mean "horizon"\?/],
    ["a wrong type", `${WEAK}horizon: soon`, /horizon: expected a number > 0, got "soon"/],
    [
      "a start that is NaN",
      "starts: { weak: [.nan, 0.1] }",
      /starts\.weak\[0\]: expected a number > 0, got NaN/,
    ],
    ["an infinite start", "starts: { weak: [0.2, .inf] }", /starts\.weak\[1\]: .*got Infinity/],
    [
      "a negative start",
      "starts: { weak: [0.2, -0.2] }",
      /starts\.weak\[1\]: expected a number > 0, got -0\.2/,
    ],
    ["a start of zero", "starts: { weak: [0, 0.1] }", /starts\.weak\[0\]: expected a number > 0, got 0/],
    ["a start outside the box", "starts: { weak: [2, 0.1] }", /starts\.weak: outside the box/],
    [
      "a start outside the simplex",
      "domain: simplex\nstarts: { weak: [0.6, 0.6] }",
      /starts\.weak: outside the simplex/,
    ],
    [
      "duplicate labels",
      "starts:\n  a: [1, 1]\n  a: [1, 1]\n",
      /starts\.a: duplicate at line 3, column 3; first/,
    ],
    ["β = 0", `${WEAK}loss: { beta: 0 }`, /loss\.beta: expected a number > 0, got 0/],
    ["β < 0", `${WEAK}loss: { beta: -1 }`, /loss\.beta: expected a number > 0, got -1/],
    ["a horizon of 0", `${WEAK}horizon: 0`, /horizon: expected a number > 0, got 0/],
    ["a negative horizon", `${WEAK}horizon: -5`, /horizon: expected a number > 0, got -5/],
    [
      "an absurd tolerance",
      `${WEAK}tolerance: { relative: 1e-30 }`,
      /tolerance\.relative: .*≥ 1e-13 .*rounding/,
    ],
    ["a step budget of 0", `${WEAK}maxSteps: 0`, /maxSteps: expected a whole number ≥ 1/],
    ["a label that is a path", "starts: { ../../x: [0.2, 0.1] }", /a label cannot look like a path/],
    [
      "a bad panel",
      `${WEAK}vary: { loss.beta: [0.1, 0] }`,
      /vary\.loss\.beta\[1\]: expected a number > 0, got 0/,
    ],
    ["text that is not UTF-8", Uint8Array.of(0x61, 0x3a, 0xff), /not text in UTF-8/],
    ["a huge file", `# ${"x".repeat(1 << 22)}\n`, /larger than 4 MiB/],
  ])("%s", (_what, content, message) => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "x.yaml"), content);
    for (const command of ["run", "validate"]) {
      const result = dpoFlow([command, "x.yaml"], cwd);
      expect(result.stderr).toMatch(message);
      expect([result.status, result.stdout]).toEqual([2, ""]);
      expectNoStackTrace(result);
    }
    expect(filesIn(cwd)).toEqual(["x.yaml"]);
  });

  it("a missing file", () => {
    const result = dpoFlow(["run", "none.yaml"], emptyFolder());
    expect([result.status, result.stderr]).toEqual([2, "error: none.yaml: no such file\n"]);
  });

  it("a folder instead of a file", () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, "x.yaml"));
    const result = dpoFlow(["run", "x.yaml"], cwd);
    expect([result.status, result.stderr]).toEqual([
      2,
      "error: x.yaml: a folder; give the path of a scenario file in it\n",
    ]);
  });

  it("a name that makes a path outside the output folder", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "...yaml"), WEAK);
    const result = dpoFlow(["run", "./...yaml"], cwd);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/"\.\." cannot be a name: .*rename the file/);
    expect(filesIn(cwd)).toEqual(["...yaml"]);
  });

  it("several bad scenarios, all of them reported before any work", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "a.yaml"), "starts: { weak: [0, 1] }");
    const { status, stderr } = dpoFlow(["run", "weak-sft", "a.yaml", "none.yaml"], cwd);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: a\.yaml: starts\.weak\[0\].*\nerror: none\.yaml: no such file\n$/);
    expect(filesIn(cwd)).toEqual(["a.yaml"]);
  });
});

describe("two scenarios with one name", () => {
  it.each([
    ["weak-sft.yaml", ["weak-sft", "./weak-sft.yaml"]],
    ["Weak-SFT.yaml", ["weak-sft", "./Weak-SFT.yaml"]],
    ["weak-sft.yaml", ["weak-sft", "weak-sft"]],
  ])("are refused before any work: %s", (file, references) => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, file), WEAK);
    const { status, stdout, stderr } = dpoFlow(["run", ...references], cwd);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/are both called .* and would overwrite each other's outputs; rename one/);
    expect(filesIn(cwd)).toEqual([file]);
  });
});

describe("an output that cannot be written ends with 1", () => {
  it.each([
    ["the folder is a file", "out"],
    ["a part of the folder is a file", "out/deeper"],
  ])("before the work, where %s", (_what, out) => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "out"), "precious");
    for (const command of ["run", "compare"]) {
      const result = dpoFlow([command, "weak-sft", "-o", out], cwd);
      expect([result.status, result.stdout]).toEqual([1, ""]);
      expect(result.stderr).toMatch(
        /^error: cannot write out.*: a file stands where a folder should be; .* with -o\n$/,
      );
    }
    expect(filesIn(cwd)).toEqual(["out"]);
  });

  it("at once, where the system refuses a folder (Linux: /proc)", () => {
    // A recursive mkdir never comes back from /proc; where there is none, making the folder succeeds nowhere either.
    const result = dpoFlow(["run", "weak-sft", "--format", "none", "-o", "/proc/none/here"], emptyFolder());
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/^error: cannot write .proc.none.here/);
  });

  it("before the work, where one of several folders is a file", () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, "out"));
    writeFileSync(join(cwd, "out/strong-sft"), "precious");
    const result = dpoFlow(["run", "weak-sft", "strong-sft"], cwd);
    expect([result.status, result.stdout]).toEqual([1, ""]);
    expect(filesIn(cwd)).toEqual(["out/strong-sft"]);
  });

  it("and leaves no temporary file, where a folder stands in the way of a file", () => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, "out/weak-sft/trajectories.csv"), { recursive: true });
    const result = dpoFlow(["run", "weak-sft", "--format", "none"], cwd);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(
      /cannot write out\/weak-sft\/trajectories\.csv: a folder stands where the file/,
    );
    expectNoStackTrace(result);
    expect(filesIn(cwd)).toEqual(["out/weak-sft/summary.json"]);
  });
});
