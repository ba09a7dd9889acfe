import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

describe("dpo-flow list", () => {
  it("lists the built-in scenarios", () => {
    const { status, stdout } = dpoFlow(["list"], emptyFolder());
    expect(status).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1 + builtinScenarios().length);
    expect(stdout).toMatch(/^weak-sft +4 {2}Weak SFT/m);
  });

  it("lists them as JSON", () => {
    const rows = JSON.parse(dpoFlow(["list", "--json"], emptyFolder()).stdout);
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(builtinScenarios());
    expect(rows.find(({ name }: { name: string }) => name === "dpo-start")).toMatchObject({
      name: "dpo-start",
      starts: 1,
      panels: 3,
    });
  });
});

describe("dpo-flow show", () => {
  it("prints the resolved settings, as YAML or JSON", () => {
    const cwd = emptyFolder();
    const yaml = dpoFlow(["show", "weak-sft", "--set", "loss.beta=0.3"], cwd).stdout;
    const json = dpoFlow(["show", "weak-sft", "--set", "loss.beta=0.3", "--json"], cwd).stdout;
    expect(yaml).toContain("loss: { name: dpo, beta: 0.3 }");
    expect(parse(yaml)).toEqual(JSON.parse(json));
    expect(JSON.parse(json)).toMatchObject({
      maxSteps: 10_000,
      tolerance: { relative: 1e-9, absolute: 1e-12 },
    });
  });
});

describe("dpo-flow validate", () => {
  it("passes what is right, and lists every problem of what is not", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "good.yaml"), "starts: { weak: [0.2, 0.1] }");
    writeFileSync(join(cwd, "bad.yaml"), "starts: { weak: [0.2, -0.2] }\nhorizon: 0");
    const good = dpoFlow(["validate", "good.yaml", "weak-sft"], cwd);
    expect([good.status, good.stdout, good.stderr]).toEqual([0, "good.yaml: valid\nweak-sft: valid\n", ""]);

    const both = dpoFlow(["validate", "bad.yaml", "none.yaml", "good.yaml"], cwd);
    expect(both.status).toBe(2);
    expect(both.stdout).toBe("good.yaml: valid\n");
    expect(both.stderr).toBe(
      `error: bad.yaml:
  starts.weak[1]: expected a number > 0, got -0.2
  horizon: expected a number > 0, got 0
error: none.yaml: no such file
`,
    );
    expect(dpoFlow(["validate", "good.yaml", "--quiet"], cwd).stdout).toBe("");
    expect(filesIn(cwd)).toEqual(["bad.yaml", "good.yaml"]);
  });

  it("prints verdicts as JSON", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "bad.json"), '{ "starts": { "weak": [0.2, -0.2] } }');
    const { status, stdout, stderr } = dpoFlow(
      ["validate", "bad.json", "weak-sft", "weak-stf", "--json"],
      cwd,
    );
    expect([status, stderr]).toEqual([2, ""]);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: "bad.json",
        valid: false,
        problems: [{ path: "starts.weak[1]", message: "expected a number > 0, got -0.2" }],
      },
      { file: "weak-sft", valid: true, problems: [] },
      {
        file: "weak-stf",
        valid: false,
        problems: [{ path: "", message: expect.stringContaining("weak-sft") }],
      },
    ]);
  });
});

describe("dpo-flow schema", () => {
  it("prints the committed schema, or writes it", () => {
    const cwd = emptyFolder();
    const committed = readFileSync(new URL("../../scenarios/schema.json", import.meta.url), "utf8");
    expect(dpoFlow(["schema"], cwd).stdout).toBe(committed);
    expect(dpoFlow(["schema", "-o", "s.json"], cwd).stdout).toBe("");
    expect(readFileSync(join(cwd, "s.json"), "utf8")).toBe(committed);
  });

  it("ends with 1 where it cannot be written", () => {
    const cwd = emptyFolder();
    const result = dpoFlow(["schema", "-o", "none/s.json"], cwd);
    expect(result.status).toBe(1);
    expect(result.stderr).toBe(
      "error: cannot write none/s.json: the folder does not exist, or cannot be made; make it first or choose another place with -o\n",
    );
    expectNoStackTrace(result);
    expect(filesIn(cwd)).toEqual([]);
  });
});
