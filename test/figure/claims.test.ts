import { describe, expect, it } from "vitest";
import { evaluateClaims } from "../../src/claims/evaluate.js";
import { claimsFigure } from "../../src/figure/kinds/claims.js";
import type { FigureSpec, Row, View } from "../../src/figure/kit/spec.js";
import { band, ink, LANDSCAPE, type PresetName, presets } from "../../src/figure/kit/theme.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { settings as withDefaults } from "../settings.js";
import { style } from "./fixture.js";
import { sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const settings = withDefaults({ horizon: 20, starts: { weak: [0.1, 0.1] } });
const results = evaluateClaims(settings);
const draw = (preset: PresetName = "screen") => claimsFigure({ results, settings }, style(preset));

/** The claims about points of the plane, with what was found for the settings' own β. */
const regional = results.flatMap(({ id, title, findings }) => {
  const finding = findings.find(({ beta }) => beta === 0.1);
  return finding?.shading ? [{ id, title, finding, shading: finding.shading }] : [];
});

const SHADED = band(0.6, LANDSCAPE);

const layer = (spec: FigureSpec, name: string): Row[] => {
  const layers = (spec.concat as View[]).flatMap((cell) => cell.layer as View[]);
  const found = layers.find((view) => view.name === name);
  return (found?.data as { values: Row[] } | undefined)?.values ?? [];
};

/** Area of a polygon in the unit square. */
const area = (rows: readonly Row[]) => {
  const at = (i: number) => rows[i % rows.length] as { pi_w: number; pi_l: number };
  const twice = rows.map((_, i) => at(i).pi_w * at(i + 1).pi_l - at(i + 1).pi_w * at(i).pi_l);
  return Math.abs(twice.reduce((a, b) => a + b, 0)) / 2;
};

describe("figure of the claims", () => {
  it.each(Object.keys(presets) as PresetName[])("shows where each claim is true in %s", async (preset) => {
    const spec = draw(preset);
    expect(schemaErrors(spec)).toEqual([]);
    expect(await renderSvg(spec)).toContain(`width="${presets[preset].width}"`);
    const { plots } = await sceneOf(spec);
    expect(plots).toHaveLength(regional.length);
    for (const [k, { id, title, finding, shading }] of regional.entries()) {
      const plot = plots[k];
      const { n, score, region } = shading;
      const [place, words] = title.split(": ");
      expect(plot.title).toEqual([
        expect.stringMatching(`^${place}, (\\d+ %|nowhere defined)$`),
        words ?? "",
      ]);
      // Each cell is of the colour of its score, in the plane of the axes.
      const shade = (value: number) => (Number.isNaN(value) ? ink.outside : value > 0 ? SHADED : "none");
      let [held, known, seen] = [0, 0, 0];
      const wrong: [number, number][] = [];
      const inRegion: number[] = [];
      for (const [i, value] of score.entries()) {
        const [w, l] = [((i % n) + 0.5) / n, (Math.floor(i / n) + 0.5) / n];
        const ground = plot.groundAt(w, l);
        if (!Number.isNaN(value)) known++;
        if (value > 0) held++;
        const within = w >= region.w[0] && w <= region.w[1] && l >= region.l[0] && l <= region.l[1];
        if (within && !Number.isNaN(value)) inRegion.push(value);
        if (ground !== undefined) seen++;
        if (ground !== undefined && ground !== shade(value)) wrong.push([w, l]);
      }
      expect(wrong, id).toEqual([]);
      expect(seen).toBeGreaterThan(0.8 * n * n);
      const percent = Number(/(\d+) %$/.exec(plot.title[0])?.[1]);
      expect(Math.abs(percent - (100 * held) / known)).toBeLessThanOrEqual(1);
      // What is outlined is what the verdict is about.
      const outline = plot.read(`${id}-region`).map(({ at }) => at);
      const verdict = inRegion.every((value) => value > 0)
        ? "holds"
        : inRegion.some((value) => value > 0)
          ? "in part"
          : "fails";
      expect(finding.verdict, id).toBe(inRegion.length > 0 ? verdict : "not applicable");
      for (const [axis, interval] of [region.w, region.l].entries()) {
        const ends = outline.map((at) => at[axis]);
        expect(Math.min(...ends)).toBeCloseTo(interval[0], 6);
        expect(Math.max(...ends)).toBeCloseTo(interval[1], 6);
      }
    }
  });

  it("has a cell for every claim about points of the plane, with its share", () => {
    const titles = (draw().concat as { title: { text: string[] } }[]).map(({ title }) => title.text);
    expect(titles).toHaveLength(16);
    expect(titles[2]).toEqual(["Remark 1, 49 %", "x₂ falls faster"]);
    expect(titles[0][0]).toBe("Theorem 1, 100 %");
  });

  it("shades where a claim is true: all, nothing, or the lower right half", () => {
    const spec = draw();
    expect(area(layer(spec, "theorem-1-true"))).toBeCloseTo(1, 2);
    expect(layer(spec, "remark-2-log-ratio-true")).toEqual([]);
    const half = layer(spec, "remark-1-true");
    expect(area(half)).toBeCloseTo(0.5, 1);
    for (const { pi_w, pi_l } of half) expect(Number(pi_l)).toBeLessThanOrEqual(Number(pi_w) + 1e-6);
  });

  it("outlines the region that the paper speaks of, and greys out what is not defined", () => {
    const spec = draw();
    expect(layer(spec, "top-left-region").map(({ pi_w, pi_l }) => [pi_w, pi_l])).toEqual([
      [0, 0.75],
      [0.25, 0.75],
      [0.25, 1],
      [0, 1],
    ]);
    expect(area(layer(spec, "remark-2-softmax-unknown"))).toBeCloseTo(0.5, 1);
  });

  it("is the same on every run, and says what was computed", () => {
    expect(JSON.stringify(draw())).toBe(JSON.stringify(draw()));
    expect(draw().usermeta["dpo-flow"]).toMatchObject({ figure: "claims", scenario: settings });
    expect(draw().description).toContain("Remark 1: x₂ falls faster: true in 49 % of the plane");
  });
});
