import { describe, expect, it } from "vitest";
import { evaluateClaims } from "../../src/claims/evaluate.js";
import { figure } from "../../src/figure/figure.js";
import type { FigureSubjects } from "../../src/figure/kind.js";
import type { FigureSpec } from "../../src/figure/kit/spec.js";
import { type PresetName, presets } from "../../src/figure/kit/theme.js";
import { FIGURE_KIND_NAMES, FIGURE_KINDS, type FigureKindName } from "../../src/figure/registry.js";
import { scenarioFigure } from "../../src/figure/scenarioFigure.js";
import { SCENARIO_KINDS } from "../../src/figure/scenarioKinds.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { catalogue } from "../../src/model/catalogue.js";
import { sweep } from "../../src/node/sweepThreads.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { expand } from "../../src/scenario/expand.js";
import { parseScenario } from "../../src/scenario/load.js";
import { compare } from "../../src/simulate/compare.js";
import { simulate } from "../../src/simulate/simulate.js";
import { plan } from "../sweep/plan.js";
import { zephyr } from "../trainingLogs.js";
import { schemaErrors } from "./schema.js";

const scenario = parseScenario(
  "title: A small scenario\nstarts: { low: [0.1, 0.2], high: [0.9, 0.8] }\nhorizon: 5",
  {
    name: "small",
    catalogue,
  },
);
const [panel] = expand(scenario);
const result = simulate(scenario);

/** One small subject of each sort: a kind that is added is drawn from one of them without a word here. */
const SUBJECTS: FigureSubjects = {
  settings: panel.settings,
  panel: result.panels[0],
  result,
  comparison: { comparison: compare([result]), scenarios: [scenario] },
  sweep: { sweep: await sweep(plan({}, "exact", { nx: 6, ny: 5 })), metric: "finalPreferred" },
  claims: { results: evaluateClaims(panel.settings), settings: panel.settings },
  logs: [analyseTrainingLog(zephyr())],
};

const drawn = (name: FigureKindName, preset: PresetName): Promise<FigureSpec> =>
  figure(name, SUBJECTS[FIGURE_KINDS[name].from], { preset });

describe.each(FIGURE_KIND_NAMES)("the kind %s", (name) => {
  it.each(["acl", "screen"] as const)(
    "is valid, drawn without a warning and as wide as %s asks",
    async (preset) => {
      const spec = await drawn(name, preset);
      expect(schemaErrors(spec)).toEqual([]);
      expect(await renderSvg(spec)).toMatch(new RegExp(`^<svg [^>]*width="${presets[preset].width}"`));
    },
  );

  it("says what it shows, and carries its name and what it was made from", async () => {
    const { title, description, usermeta } = await drawn(name, "screen");
    expect([title.text].flat().join(" ").length).toBeGreaterThan(5);
    expect(description.length).toBeGreaterThan(30);
    const { figure, preset, width, ...made } = usermeta["dpo-flow"];
    expect([figure, preset, width]).toEqual([name, "screen", presets.screen.width]);
    expect(Object.keys(made)).not.toEqual([]);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it("is the same on every run", async () => {
    expect(JSON.stringify(await drawn(name, "icml"))).toBe(JSON.stringify(await drawn(name, "icml")));
  });

  it("has a title for menus and a summary for help", () => {
    const { title, summary } = FIGURE_KINDS[name];
    expect(title).toMatch(/^\S.*\S$/);
    expect(summary).toMatch(/^\S.{10,}[^.\s]$/);
  });
});

describe("figure", () => {
  it("heeds width, preset and what the kind can be asked for", async () => {
    const spec = await figure("time-series", SUBJECTS.panel, { preset: "acl", width: 300, logTime: true });
    expect(spec.usermeta["dpo-flow"]).toMatchObject({
      preset: "acl",
      width: 300,
      options: { logTime: true, logState: false, margin: false },
    });
    const bare = await figure("phase-plane", result, { details: [] });
    const names = (bare.layer as { name: string }[]).map(({ name }) => name);
    expect(names).not.toContain("time-ticks");
    expect(names).not.toContain("diagonal");
  });

  it("refuses a kind that there is not", async () => {
    await expect(figure("pie" as FigureKindName, SUBJECTS.panel)).rejects.toThrow(
      /unknown kind of figure "pie"; known: landscape, field/,
    );
  });

  it("takes a size of one's own", async () => {
    const spec = await figure("landscape", panel.settings, { width: 321 });
    expect(await renderSvg(spec)).toContain('width="321"');
  });
});

describe("figures of a scenario", () => {
  it("are those that need nothing else", () => {
    for (const name of ["landscape", "field", "phase-plane", "time-series", "convergence"] as const)
      expect(SCENARIO_KINDS).toContain(name);
    const others = FIGURE_KIND_NAMES.filter((name) => !SCENARIO_KINDS.some((each) => each === name));
    const subjects = others.map((name) => FIGURE_KINDS[name].from);
    expect(new Set(subjects)).toEqual(new Set(["sweep", "claims", "logs"]));
  });

  it.each(SCENARIO_KINDS)("are what the kind draws: %s", async (name) => {
    const spec = await scenarioFigure(name, { scenario, panel, result: () => result });
    expect(JSON.stringify(spec)).toBe(JSON.stringify(await drawn(name, "screen")));
  });
});
