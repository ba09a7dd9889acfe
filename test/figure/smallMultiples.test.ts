import { describe, expect, it } from "vitest";
import { smallMultiples } from "../../src/figure/kinds/phasePlane/smallMultiples.js";
import type { FigureSpec, Row, View } from "../../src/figure/kit/spec.js";
import { type PresetName, presets } from "../../src/figure/kit/theme.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import type { PanelResult } from "../../src/simulate/run.js";
import { expectGround, expectTrajectories, expectWalls } from "./expectPlane.js";
import { panel, STARTS, style } from "./fixture.js";
import { sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const betas = [0.1, 0.3, 0.5].map((beta) => ({
  ...panel(STARTS, { loss: { name: "dpo", beta } }),
  panel: `loss.beta=${beta}`,
}));

const references = [0.9, 0.5].map((p) => ({
  ...panel({ start: [1, 1] }, { reference: { preferred: p, dispreferred: p } }),
  panel: `reference=(preferred=${p} dispreferred=${p})`,
}));

const draw = (panels: PanelResult[], preset: PresetName = "neurips"): FigureSpec =>
  smallMultiples({ scenario: panels[0].settings, panels }, style(preset));

const planes = (spec: FigureSpec) => spec.concat as (View & { layer: View[]; title: { text: string[] } })[];

const axes = (view: { layer: View[] }) =>
  view.layer[0].encoding as Record<"x" | "y", { axis: View; scale: View }>;

describe("small multiples", () => {
  it.each(Object.keys(presets) as PresetName[])(
    "show a plane for each panel under its name in %s",
    async (preset) => {
      for (const panels of [betas, references, [...betas, ...references], betas.slice(0, 1)]) {
        const spec = draw(panels, preset);
        expect(schemaErrors(spec)).toEqual([]);
        await renderSvg(spec);
        const scene = await sceneOf(spec);
        expect(scene.plots).toHaveLength(panels.length);
        const columns = Number(spec.columns);
        for (const [i, plot] of scene.plots.entries()) {
          const { panel, settings } = panels[i];
          const [, p] = /preferred=(\S+)/.exec(panel) ?? [];
          // A narrow plane cuts the name of its panel.
          if (p === undefined) expect(plot.title).toEqual([`β = ${settings.loss.beta}`]);
          else expect(plot.title.join(" ")).toMatch(/^π_ref = \(p/);
          expect(plot.axes.y.numbers.length > 0).toBe(i % columns === 0);
          expect(plot.axes.x.numbers.length > 0).toBe(i + columns >= panels.length);
          expectTrajectories(plot, panels[i], `-${i + 1}`);
          expectWalls(plot, settings, `-${i + 1}`);
          expectGround(plot, scene, settings);
        }
        expect(scene.entries.map(({ text }) => text)).toEqual(["start", "end", "flow, log length"]);
      }
    },
  );

  it("show the same part of the plane and the same levels of loss", () => {
    const spec = draw(betas);
    const [first, ...others] = planes(spec);
    for (const other of others) {
      expect(axes(other).x.scale).toEqual(axes(first).x.scale);
      expect((other.layer[0].encoding as View).fill).toEqual((first.layer[0].encoding as View).fill);
    }
  });

  it("say what each panel is, and together what they share", () => {
    const spec = draw(betas);
    expect(planes(spec).map(({ title }) => title.text)).toEqual([["β = 0.1"], ["β = 0.3"], ["β = 0.5"]]);
    expect(spec.title.subtitle?.[0]).toMatch(/^DPO · ratio geometry · box · π_ref = \(1, 1\)/);
  });

  it("name what their bands show: losses, or percentiles where these do not compare", () => {
    const ipo = { ...panel(STARTS, { loss: { name: "ipo", tau: 0.1 } }), panel: "loss=ipo" };
    const quantities = (panels: PanelResult[]) =>
      planes(draw(panels)).map(({ layer: [bands, lines] }) =>
        [bands, lines].map(({ data }) => Object.keys((data as { values: Row[] }).values.at(-1) ?? {})),
      );
    const named = (quantity: string) => [
      ["ring", quantity, "x1", "x2"],
      ["line", quantity, "x1", "x2"],
    ];
    expect(quantities(betas)).toEqual(betas.map(() => named("loss")));
    expect(quantities([betas[0], ipo])).toEqual([named("lossPercentile"), named("lossPercentile")]);
  });

  it("write the numbers of shared axes once", () => {
    const [first, second] = planes(draw(betas));
    expect(axes(first).y.axis.labels).not.toBe(false);
    expect(axes(second).y.axis.labels).toBe(false);
  });
});
