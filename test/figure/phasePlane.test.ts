import { describe, expect, it } from "vitest";
import { onePlane } from "../../src/figure/kinds/phasePlane/onePlane.js";
import type { FigureSpec, Row, View } from "../../src/figure/kit/spec.js";
import { type PresetName, presets } from "../../src/figure/kit/theme.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import type { PanelResult } from "../../src/simulate/run.js";
import { expectGround, expectTicks, expectTrajectories, expectWalls } from "./expectPlane.js";
import { awkward, panel, style } from "./fixture.js";
import { type Scene, sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const draw = (result: PanelResult, preset: PresetName = "screen"): FigureSpec =>
  onePlane(result, style(preset));

const layer = (spec: FigureSpec, name: string) => {
  const found = (spec.layer as View[]).find((view) => view.name === name);
  if (!found) throw new Error(`no layer ${name}`);
  const data = found.data as { values?: Row[]; name?: string };
  return { ...found, rows: data.values ?? (spec.datasets as Record<string, Row[]>)[data.name ?? ""] };
};

/** What every phase plane shows, wherever it is. */
function expectPlane(scene: Scene, result: PanelResult): void {
  const [plot] = scene.plots;
  expectTrajectories(plot, result);
  expectGround(plot, scene, result.settings);
  expectWalls(plot, result.settings);
}

const names = (spec: FigureSpec) => (spec.layer as View[]).map(({ name }) => name);

describe("phase plane", () => {
  it.each(Object.keys(presets) as PresetName[])(
    "shows trajectories on the losses within the walls in %s",
    async (preset) => {
      const spec = draw(panel(), preset);
      expect(schemaErrors(spec)).toEqual([]);
      expect(await renderSvg(spec)).toContain(`<svg xmlns="http://www.w3.org/2000/svg"`);
      expect(await renderSvg(spec)).toContain(`width="${presets[preset].width}"`);
      const scene = await sceneOf(spec);
      expectPlane(scene, panel());
      const [, interval] = /ticks every Δt = (\S+)/.exec(String(spec.title.subtitle)) ?? [];
      const { details } = style(preset).preset;
      expect(interval !== undefined).toBe(details.includes("time-ticks"));
      if (interval) expectTicks(scene.plots[0], panel(), Number(interval));
      else expect(scene.marks("time-ticks")).toEqual([]);
      expect(scene.marks("diagonal").length > 0).toBe(details.includes("diagonal"));
      for (const { at } of scene.plots[0].read("diagonal")) expect(at[0]).toBeCloseTo(at[1], 4);
      const symbols = scene.entries.map(({ text, shape }) => [text, shape]);
      expect(symbols.slice(0, 2)).toEqual([
        ["start", "circle"],
        ["end", "square"],
      ]);
      expect(symbols.map(([text]) => text)).toEqual(["start", "end", "flow, log length"]);
    },
  );

  it.each([
    ["simplex", panel({ a: [0.1, 0.85], b: [0.3, 0.3] }, { domain: "simplex" })],
    ["quadrant", panel({ far: [12, 30], near: [0.2, 0.1] }, { domain: "quadrant" })],
    ["unequal walls", panel({ start: [1, 1] }, { reference: { preferred: 0.9, dispreferred: 0.1 } })],
    [
      "probability plane",
      panel(
        { start: [1, 1] },
        { reference: { preferred: 0.5, dispreferred: 0.9 }, figure: { plane: "probability" } },
      ),
    ],
    ["log-ratio plane", panel({ start: [1, 1], low: [0.01, 0.2] }, { figure: { plane: "log-ratio" } })],
    ["awkward starts", awkward()],
    ["no trajectory", { ...panel(), runs: [] }],
  ])("shows trajectories, losses and walls where they are: %s", async (_, result) => {
    const spec = draw(result);
    expect(schemaErrors(spec)).toEqual([]);
    await renderSvg(spec);
    expectPlane(await sceneOf(spec), result);
  });

  it("draws the wall of the simplex from corner to corner", async () => {
    const spec = draw(panel({ a: [0.1, 0.8], b: [0.3, 0.3] }, { domain: "simplex" }));
    const walls = (await sceneOf(spec)).marks("walls");
    expect(walls.length).toBeGreaterThan(1);
    for (const { datum } of walls) expect(Number(datum.x1) + Number(datum.x2)).toBeCloseTo(1, 5);
    expect(new Set(walls.map(({ x }) => x)).size).toBeGreaterThan(1);
  });

  it("draws no line, start or end where there is no trajectory", async () => {
    const scene = await sceneOf(draw({ ...panel(), runs: [] }));
    for (const name of ["trajectories", "ends", "labels", "heads"]) expect(scene.marks(name)).toEqual([]);
    expect(scene.marks("flow").length).toBeGreaterThan(80);
  });

  it("says what was computed and keeps what it was made from", () => {
    const result = panel();
    const spec = draw(result, "acl");
    expect(spec.title.text).toEqual(["A fixture"]);
    expect(spec.title.subtitle).toEqual(["DPO, β = 0.1 · ratio geometry · box · π_ref = (1, 1)"]);
    expect(spec.description).toContain("weak starts at (0.1, 0.1) and reaches extinction");
    expect(spec.usermeta["dpo-flow"]).toMatchObject({ figure: "phase-plane", scenario: result.settings });
  });

  it("is the same on every run", () => {
    expect(JSON.stringify(draw(awkward()))).toBe(JSON.stringify(draw(awkward())));
  });

  it("holds no number with more than six significant digits", () => {
    const text = JSON.stringify({ ...draw(panel()), usermeta: null, config: null });
    const numbers = text.match(/-?\d+\.?\d*(?:e[-+]?\d+)?/g) ?? [];
    const long = numbers.filter((n) => Number(Number(n).toPrecision(6)) !== Number(n));
    expect(long).toEqual([]);
  });

  it("has equal units on both axes, so that circles are round", () => {
    const spec = draw(panel({ start: [1, 1] }, { reference: { preferred: 0.9, dispreferred: 0.3 } }));
    const encoding = (spec.layer as View[])[0].encoding as Record<string, { scale: { domain: number[] } }>;
    const [x, y] = [encoding.x.scale.domain, encoding.y.scale.domain];
    expect((x[1] - x[0]) / Number(spec.width)).toBeCloseTo((y[1] - y[0]) / Number(spec.height), 3);
  });

  it("turns arrows along −∇L and keeps their length within 0.35 to 0.9 of a cell", () => {
    const spec = draw(panel());
    const cell = Number(spec.width) / presets.screen.arrows;
    for (const { x1, x2, angle, size } of layer(spec, "flow").rows) {
      // The flow keeps x1² + x2², so it points along (x2, −x1); degrees are clockwise on the page.
      const expected = (Math.atan2(Number(x1), Number(x2)) * 180) / Math.PI;
      expect(Number(angle)).toBeCloseTo(expected, 2);
      expect(Math.sqrt(Number(size)) / cell).toBeGreaterThan(0.349);
      expect(Math.sqrt(Number(size)) / cell).toBeLessThan(0.901);
    }
  });

  it("keeps arrows inside the walls", () => {
    const spec = draw(panel({ a: [0.3, 0.3] }, { domain: "simplex" }), "acl");
    for (const { x1, x2 } of layer(spec, "flow").rows) expect(Number(x1) + Number(x2)).toBeLessThan(1);
  });

  it("marks every start with a circle and every end with a square", () => {
    const rows = layer(draw(panel()), "ends").rows;
    expect(rows.filter(({ mark }) => mark === "start")).toHaveLength(6);
    expect(rows.find(({ mark, start }) => mark === "end" && start === "both-high")).toMatchObject({
      x1: 1,
      x2: 0,
    });
  });

  it("emphasises the stretch of the wall that is slid along", () => {
    const rows = layer(draw(panel()), "slides").rows;
    expect(rows.every(({ x1 }) => x1 === 1)).toBe(true);
    expect(Math.max(...rows.map(({ x2 }) => Number(x2)))).toBeCloseTo(Math.sqrt(0.62), 5);
    expect(names(draw(panel({ a: [0.1, 0.1] })))).not.toContain("slides");
  });

  it("takes labels as data, whatever they look like", async () => {
    const spec = draw(awkward());
    const svg = await renderSvg(spec);
    expect(svg).toContain("datum.x1 + '\"&lt;b&gt;&amp;amp;&lt;/b&gt;' [0].y");
    expect(svg).toContain("a label that goes on");
    expect(svg).not.toContain("<b>");
  });

  it("keeps a trajectory that hardly moves in sight and gives it no arrowhead", () => {
    const spec = draw(awkward());
    expect(layer(spec, "ends").rows.filter(({ start }) => start === "stuck")).toHaveLength(2);
    expect(layer(spec, "heads").rows.some(({ start }) => start === "stuck")).toBe(false);
  });
});
