import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { expand } from "../../src/scenario/expand.js";

/** Starts of each built-in scenario about the field that the paper draws. */
const STARTS: Record<string, [number, number][]> = {
  "both-high": [
    [0.9, 0.9],
    [0.95, 0.8],
    [0.8, 0.95],
  ],
  "dispreferred-rare": [
    [0.1, 0.02],
    [0.5, 0.02],
    [0.9, 0.02],
  ],
  "dpo-start": [[1, 1]],
  "mutually-exclusive": [
    [0.1, 0.85],
    [0.2, 0.7],
    [0.3, 0.3],
    [0.7, 0.2],
  ],
  "preferred-absent": [
    [0.1, 0.9],
    [0.05, 0.9],
    [0.02, 0.95],
  ],
  "sft-quality": [
    [0.1, 0.1],
    [0.1, 0.5],
    [0.05, 0.9],
    [0.9, 0.9],
    [0.9, 0.1],
    [0.5, 0.02],
  ],
  "strong-sft": [
    [0.9, 0.1],
    [0.8, 0.05],
    [0.9, 0.2],
  ],
  "weak-sft": [
    [0.1, 0.1],
    [0.05, 0.15],
    [0.15, 0.05],
    [0.1, 0.5],
  ],
};

/** Panels and starts of each built-in scenario that compares losses or geometries. */
const COMPARING: Record<string, [panels: string[], starts: number]> = {
  "dpo-vs-rlhf": [["rlhf", "dpo", "cdpo"], 4],
  "failure-modes": [["dpo", "dpop", "ipo", "dpo-nll", "bdpo"], 4],
  geometries: [["ratio", "probability", "log-ratio", "softmax", "kernel"], 1],
  "likelihood-displacement": [["[1,0.8,2]", "[1,1,2]", "[1,1.2,2]"], 1],
  losses: [["dpo", "cdpo", "ipo", "f-dpo", "kto", "sppo", "bdpo", "apo-down"], 5],
};

describe("built-in scenarios", () => {
  it("are the files of their folder, listed by name", () => {
    const files = readdirSync(new URL("../../scenarios/", import.meta.url)).filter((file) =>
      file.endsWith(".yaml"),
    );
    expect(builtinScenarios()).toEqual(files.map((file) => file.replace(".yaml", "")).sort());
    expect(builtinScenarios()).toEqual(
      expect.arrayContaining([...Object.keys(STARTS), ...Object.keys(COMPARING)]),
    );
  });

  it.each(Object.entries(COMPARING))("%s has its panels, starts and source", (name, [panels, starts]) => {
    const scenario = loadScenario(name, { catalogue });
    expect(expand(scenario).map((panel) => panel.name.split("=")[1])).toEqual(panels);
    expect(Object.keys(scenario.starts)).toHaveLength(starts);
    expect(scenario.title).not.toBe(name);
    expect(scenario.description).toMatch(/\w/);
    expect(scenario.source).toContain("arXiv:");
  });

  it.each(Object.entries(STARTS))("%s has its starts, its source and the common settings", (name, starts) => {
    const scenario = loadScenario(name, { catalogue });
    expect(scenario.name).toBe(name);
    expect(Object.values(scenario.starts)).toEqual(starts);
    expect(scenario.title).not.toBe(name);
    expect(scenario.description).toMatch(/\w/);
    expect(scenario.source).toContain("arXiv:2404.04626");
    expect(scenario).toMatchObject({
      loss: { name: "dpo", beta: 0.1 },
      reference: { preferred: 1, dispreferred: 1 },
      domain: name === "mutually-exclusive" ? "simplex" : "box",
      horizon: 20,
    });
  });

  it("vary the reference from which DPO starts", () => {
    const panels = expand(loadScenario("dpo-start", { catalogue }));
    expect(panels.map(({ name }) => name)).toEqual(["reference=0.9", "reference=0.5", "reference=0.1"]);
    expect(panels.map(({ settings }) => settings.reference)).toEqual(
      [0.9, 0.5, 0.1].map((p) => ({ preferred: p, dispreferred: p })),
    );
  });

  it.each(builtinScenarios())("%s names its schema for editors", (name) => {
    const text = readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=./schema.json");
  });
});
