import { describe, expect, it } from "vitest";
import { fieldFigure } from "../../src/figure/kinds/fieldFigure.js";
import { landscape } from "../../src/figure/kinds/landscape.js";
import type { FigureSpec, Row, View } from "../../src/figure/kit/spec.js";
import { type PresetName, presets } from "../../src/figure/kit/theme.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { STARTS, settings, style } from "./fixture.js";
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

describe.each(Object.keys(presets) as PresetName[])("loss landscape and field in %s", (preset) => {
  it.each(variants)("are valid and render: %s", async (_, changes) => {
    const made = settings(STARTS, changes);
    for (const spec of [
      landscape(made, style(preset)),
      fieldFigure(made, style(preset)),
      fieldFigure(made, style(preset), { trueLength: true }),
    ]) {
      expect(schemaErrors(spec)).toEqual([]);
      await renderSvg(spec);
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
