import { describe, expect, it } from "vitest";
import { fieldFigure } from "../../src/figure/kinds/fieldFigure.js";
import { landscape } from "../../src/figure/kinds/landscape.js";
import type { FigureSpec, Row, View } from "../../src/figure/kit/spec.js";
import { type PresetName, presets } from "../../src/figure/kit/theme.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { expectArrows, expectGround, expectWalls } from "./expectPlane.js";
import { STARTS, settings, style } from "./fixture.js";
import { sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

function rows(spec: FigureSpec, name: string): Row[] {
  const layer = (spec.layer as (View & { data: { values: Row[] } })[]).find((view) => view.name === name);
  if (!layer) throw new Error(`no layer ${name}`);
  return layer.data.values;
}

const variants: [string, Partial<Scenario>][] = [
  ["box", {}],
  ["simplex", { domain: "simplex" }],
  ["log-ratio plane", { figure: { plane: "log-ratio" } }],
  [
    "probability plane",
    { figure: { plane: "probability" }, reference: { preferred: 0.9, dispreferred: 0.5 } },
  ],
];

/** What the axes of a plane are called. */
const SYMBOLS: Record<string, RegExp[]> = {
  box: [/π_θ\(y_w \| x\)/, /π_θ\(y_l \| x\)/],
  simplex: [/π_θ\(y_w \| x\)/, /π_θ\(y_l \| x\)/],
  "log-ratio plane": [/r₁ = log x₁/, /r₂ = log x₂/],
  "probability plane": [/π_θ\(y_w \| x\)/, /π_θ\(y_l \| x\)/],
};

describe.each(Object.keys(presets) as PresetName[])("loss landscape and field in %s", (preset) => {
  it.each(variants)("show losses, walls and the flow where they are: %s", async (name, changes) => {
    const made = settings(STARTS, changes);
    for (const [spec, how] of [
      [landscape(made, style(preset)), "loss"],
      [fieldFigure(made, style(preset)), "log"],
      [fieldFigure(made, style(preset), { trueLength: true }), "true"],
    ] as const) {
      expect(schemaErrors(spec)).toEqual([]);
      await renderSvg(spec);
      const scene = await sceneOf(spec);
      const [plot] = scene.plots;
      expectWalls(plot, made);
      expect(plot.axes.x.title).toMatch(SYMBOLS[name][0]);
      expect(plot.axes.y.title).toMatch(SYMBOLS[name][1]);
      if (how === "loss") expectGround(plot, scene, made);
      else expectArrows(plot, made, how);
    }
  });
});

describe("loss landscape", () => {
  const made = settings(STARTS);

  it("puts values on lines of equal loss", () => {
    const spec = landscape(made, style());
    const labels = rows(spec, "line-labels");
    expect(labels.length).toBeGreaterThan(5);
    for (const { text, x1, x2 } of labels) {
      expect(Math.log1p((Number(x2) / Number(x1)) ** 0.1)).toBeCloseTo(Number(text), 2);
    }
  });

  it("keeps the contours of DPO straight: they are rays from the origin", () => {
    const spec = landscape(made, style());
    for (const { loss, x1, x2 } of rows(spec, "iso-lines")) {
      if (Number(x1) < 0.05 || Number(x2) < 0.05) continue;
      expect(Math.log1p((Number(x2) / Number(x1)) ** 0.1)).toBeCloseTo(Number(loss), 3);
    }
  });
});

describe("field", () => {
  it("has a key of speeds that fits its arrows", () => {
    const made = settings(STARTS);
    for (const trueLength of [false, true]) {
      const spec = fieldFigure(made, style(), { trueLength });
      const key = rows(spec, "key");
      expect(key.length).toBeGreaterThan(1);
      const arrows = rows(spec, "flow");
      for (const { text, length } of key) {
        const speed = Number(text);
        const near = arrows.filter((arrow) => Math.abs(Math.log(Number(arrow.speed) / speed)) < 0.005);
        for (const arrow of near)
          expect(Math.abs(Math.sqrt(Number(arrow.size)) - Number(length))).toBeLessThan(0.4);
      }
    }
  });
});
