import { describe, expect, it } from "vitest";
import { convergence } from "../../src/figure/kinds/convergence/convergence.js";
import { fieldFigure } from "../../src/figure/kinds/fieldFigure.js";
import { landscape } from "../../src/figure/kinds/landscape.js";
import { onePlane } from "../../src/figure/kinds/phasePlane/onePlane.js";
import { smallMultiples } from "../../src/figure/kinds/phasePlane/smallMultiples.js";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { overlap, within } from "../../src/figure/kit/labelPlacement.js";
import { markLegendWidth, planeFrame } from "../../src/figure/plane/planeFrame.js";
import { endBoxes, startLabels } from "../../src/figure/plane/startLabels.js";
import { tracks } from "../../src/figure/plane/tracks.js";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { compare } from "../../src/simulate/compare.js";
import { simulate } from "../../src/simulate/simulate.js";
import { expectTrajectories, expectWalls } from "./expectPlane.js";
import { style } from "./fixture.js";
import { sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

describe.each(builtinScenarios())("figures of %s", (name) => {
  const scenario = loadScenario(name, { catalogue });
  const result = simulate(scenario);
  const { panels } = result;

  it.each(["acl", "screen"] as const)("show each run from its start to its end in %s", async (preset) => {
    for (const panel of panels) {
      const spec = onePlane(panel, style(preset));
      expect(schemaErrors(spec)).toEqual([]);
      const [plot] = (await sceneOf(spec)).plots;
      expectTrajectories(plot, panel);
      expectWalls(plot, panel.settings);
    }
  });

  it.each(["acl", "screen"] as const)("are valid and have no empty plot in %s", async (preset) => {
    const chosen = style(preset);
    const { settings } = panels[0];
    const specs = [
      ...panels.map((panel) => timeSeries(panel, chosen)),
      convergence({ comparison: compare([result]), scenarios: [scenario] }, chosen),
      landscape(settings, chosen),
      fieldFigure(settings, chosen),
    ];
    if (panels.length > 1) specs.push(smallMultiples(result, chosen));
    for (const spec of specs) {
      expect(schemaErrors(spec)).toEqual([]);
      const { plots } = await sceneOf(spec);
      expect(plots.length).toBeGreaterThan(0);
      for (const { width, height } of plots) expect(Math.min(width, height)).toBeGreaterThan(10);
    }
  });

  it.each(["acl", "screen"] as const)(
    "show a line for each run on logarithmic axes in %s",
    async (preset) => {
      for (const panel of panels) {
        const spec = timeSeries(panel, style(preset), { logTime: true, logState: true });
        expect(schemaErrors(spec)).toEqual([]);
        const lines = (await renderSvg(spec)).match(/aria-roledescription="line mark"/g) ?? [];
        expect(lines.length).toBeGreaterThanOrEqual(panel.runs.length);
      }
    },
  );

  it.each(["acl", "neurips", "screen"] as const)("keep labels apart in %s", (preset) => {
    const chosen = style(preset);
    for (const panel of panels) {
      const { plane } = planeFrame(panel, chosen, markLegendWidth(chosen));
      const all = tracks(panel.runs, plane);
      const boxes = startLabels(all, [], plane, chosen).map(({ box }) => box);
      const starts = all.map(({ page }) => endBoxes(page, chosen)[0]);
      const frame = { x: 0, y: 0, width: plane.width, height: plane.height };
      for (const [i, box] of boxes.entries()) {
        expect(within(box, frame)).toBe(true);
        expect(boxes.some((other, k) => k !== i && overlap(box, other))).toBe(false);
        expect(starts.some((start) => overlap(box, start))).toBe(false);
      }
    }
  });
});
