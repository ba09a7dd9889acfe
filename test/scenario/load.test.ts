import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.js";
import { isPath, loadScenario } from "../../src/node/scenarioFiles.js";
import { adHocScenario } from "../../src/scenario/load.js";
import { catalogue } from "./catalogue.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dpo-flow-load-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Loads a file with this content. */
function load(file: string, content: string | Uint8Array) {
  const path = join(folder, file);
  writeFileSync(path, content);
  return loadScenario(path, { catalogue });
}

describe("loadScenario", () => {
  it("takes a slash or a file extension for a path, anything else for a name", () => {
    expect(["a/b", "./a", "a.yaml", "a.json", "a\\b", "a.txt"].map(isPath)).toEqual(Array(6).fill(true));
    expect(["a", "weak-sft", "a.", ".."].map(isPath)).toEqual(Array(4).fill(false));
  });

  it.each(["my case.yaml", "my case.yml", "my case.YAML", "my case.json"])(
    "names %s after its file",
    (file) => {
      const scenario = load(file, '{ "$schema": "./schema.json", "starts": { "weak": [0.2, 0.1] } }');
      expect(scenario.name).toBe("my case");
      expect(scenario.title).toBe("my case");
      expect(scenario).not.toHaveProperty("$schema");
    },
  );

  it("keeps the starts in the order written", () => {
    const { starts } = load("order.yaml", "starts: { z: [1, 1], a10: [1, 1], a9: [1, 1] }");
    expect(Object.keys(starts)).toEqual(["z", "a10", "a9"]);
  });

  it("suggests the nearest name, and the built-in one for a missing file", () => {
    const unknown = () => loadScenario("weak-stf", { catalogue });
    expect(unknown).toThrow(UsageError);
    expect(unknown).toThrow('unknown scenario "weak-stf"; did you mean "weak-sft"?');
    expect(() => loadScenario("qqqqqqqqqq", { catalogue })).toThrow(/known: .*both-high, .*weak-sft/);
    expect(() => loadScenario("weak-sft.yaml", { catalogue })).toThrow(
      "weak-sft.yaml: no such file; the built-in scenario is called weak-sft",
    );
  });

  it("refuses what is no file of text", () => {
    expect(() => loadScenario(`${folder}/`, { catalogue })).toThrow(
      /a folder; give the path of a scenario file/,
    );
    expect(() => loadScenario(join(folder, "none.yaml"), { catalogue })).toThrow(/no such file$/);
    expect(() => load("binary.yaml", Uint8Array.of(0xff, 0xfe, 0x00))).toThrow(/not text in UTF-8/);
    expect(() => load("huge.yaml", "#".repeat((1 << 22) + 1))).toThrow(/larger than 4 MiB/);
  });

  it("refuses a file whose name cannot name a folder", () => {
    expect(() => load("..yaml", "starts: { a: [1, 1] }")).toThrow(/cannot be a name/);
    expect(() => load(".yaml", "starts: { a: [1, 1] }")).toThrow(/cannot be a name/);
    expect(() => load("nul.yaml", "starts: { a: [1, 1] }")).toThrow(/reserved on Windows/);
    expect(() => load("a\u0007b.yaml", "starts: { a: [1, 1] }")).toThrow(/cannot be a name/);
  });
});

describe("adHocScenario", () => {
  it("is made of starts alone", () => {
    const scenario = adHocScenario({ catalogue, starts: ["mine=0.3,0.2"], set: ["loss.beta=0.5"] });
    expect(scenario).toMatchObject({
      name: "ad-hoc",
      title: "ad-hoc",
      starts: { mine: [0.3, 0.2] },
      loss: { name: "dpo", beta: 0.5 },
    });
  });
});
