import { describe, expect, it } from "vitest";
import { convergence } from "../../src/figure/kinds/convergence.js";
import { fieldFigure } from "../../src/figure/kinds/fieldFigure.js";
import { landscape } from "../../src/figure/kinds/landscape.js";
import { phasePlane } from "../../src/figure/kinds/phasePlane.js";
import { multiplesGrids, smallMultiples } from "../../src/figure/kinds/smallMultiples.js";
import { timeSeries } from "../../src/figure/kinds/timeSeries.js";
import { overlap, within } from "../../src/figure/kit/labelPlacement.js";
import { markLegendWidth, planeFrame, planeGrid } from "../../src/figure/plane/planeFrame.js";
import { endBoxes, startLabels } from "../../src/figure/plane/startLabels.js";
import { tracks } from "../../src/figure/plane/tracks.js";
import { catalogue } from "../../src/model/catalogue.js";
import { sampleField } from "../../src/model/field.js";
import { builtinScenarios, loadScenario } from "../../src/node/scenarioFiles.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { compare } from "../../src/simulate/compare.js";
import { simulate } from "../../src/simulate/simulate.js";
import { style } from "./fixture.js";
import { schemaErrors } from "./schema.js";

describe.each(builtinScenarios())("figures of %s", (name) => {
  const scenario = loadScenario(name, { catalogue });
  const result = simulate(scenario);
  const { panels } = result;

  it.each(["acl", "screen"] as const)("are valid, render and fit in %s", async (preset) => {
    const chosen = style(preset);
    const { settings } = panels[0];
    const field = sampleField(settings, planeGrid({ settings, runs: [] }, chosen));
    const specs = [
      ...panels.map((panel) =>
        phasePlane(panel, sampleField(panel.settings, planeGrid(panel, chosen)), chosen),
      ),
      ...panels.flatMap((panel) => [
        timeSeries(panel, chosen),
        timeSeries(panel, chosen, { logTime: true, logState: true }),
      ]),
      convergence(compare([result]), [scenario], chosen),
      landscape(settings, field, chosen),
      fieldFigure(settings, field, chosen),
    ];
    if (panels.length > 1) {
      const fields = multiplesGrids(panels, chosen).map((grid, i) => sampleField(panels[i].settings, grid));
      specs.push(smallMultiples(result, fields, chosen));
    }
    for (const spec of specs) {
      expect(schemaErrors(spec)).toEqual([]);
      await renderSvg(spec);
    }
  });

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
