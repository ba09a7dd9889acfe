import { describe, expect, it } from "vitest";
import { figure } from "../../src/figure/figure.js";
import { diagonal } from "../../src/figure/plane/guides.js";
import { createPlane, toPlane } from "../../src/figure/plane/plane.js";
import { viewBox } from "../../src/figure/plane/viewBox.js";
import { scenarioFigure } from "../../src/figure/scenarioFigure.js";
import { SCENARIO_KINDS } from "../../src/figure/scenarioKinds.js";
import { catalogue } from "../../src/model/catalogue.js";
import { domains } from "../../src/model/domains/registry.js";
import type { PlaneFamily } from "../../src/model/planes/family.js";
import { planes, showsExtinct } from "../../src/model/planes/registry.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { expand } from "../../src/scenario/expand.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/simulate/simulate.js";
import { planSweep } from "../../src/sweep/planSweep.js";
import { sweep } from "../../src/sweep/sweep.js";
import { SWEEP_PLANES } from "../../src/sweep/sweepPlanes.js";
import { schemaErrors } from "./schema.js";

const scenarioIn = (plane: string, domain = "box") =>
  parseScenario(
    `starts: { low: [0.3, 0.5], high: [1, 0.9] }
reference: { preferred: 0.5, dispreferred: 0.8 }
domain: ${domain}
horizon: 5
figure: { plane: ${plane} }`,
    { name: "small", catalogue },
  );

describe.each(Object.values(planes) as readonly PlaneFamily[])("figures in the plane $name", (plane) => {
  const scenario = scenarioIn(plane.name);
  const result = simulate(scenario);
  const [panel] = expand(scenario);

  it.each(SCENARIO_KINDS)("%s is valid and drawn without a warning", async (kind) => {
    const spec = await scenarioFigure(kind, { scenario, panel, result: () => result }, { preset: "acl" });
    expect(schemaErrors(spec)).toEqual([]);
    expect(await renderSvg(spec)).toMatch(/^<svg /);
  });

  it.each(Object.keys(domains))(
    "shows every start in the %s, and extinction where it has a place",
    (domain) => {
      const [{ settings, runs }] = simulate(
        scenarioIn(plane.name, domain === "simplex" ? "box" : domain),
      ).panels;
      const within = { settings: { ...settings, domain }, runs };
      const { u, v } = viewBox(within);
      const framed = createPlane(within.settings, { u, v }, 300);
      for (const { x0 } of runs) {
        const [a, b] = toPlane(framed, ...x0);
        expect([a > u[0], a < u[1], b > v[0], b < v[1]]).toEqual([true, true, true, true]);
      }
      expect(u[0] === plane.to(0, settings.reference.preferred)).toBe(showsExtinct(plane));
    },
  );

  it("has its axes in its own coordinates and words", async () => {
    const spec = await figure("landscape", panel.settings, { preset: "screen" });
    const [{ encoding }] = spec.layer as {
      encoding: Record<"x" | "y", { field: string; axis: { title: string } }>;
    }[];
    const symbols = plane.symbols(scenario.reference, domains.box.reach);
    for (const [i, { field, axis }] of [encoding.x, encoding.y].entries()) {
      expect(field).toBe(plane.fields[i]);
      expect(axis.title).toContain(symbols[i]);
    }
  });

  it("has the diagonal where x1 = x2, from end to end", () => {
    const box = viewBox(result.panels[0]);
    const framed = createPlane(panel.settings, box, 300);
    const { preferred, dispreferred } = scenario.reference;
    const points = diagonal(framed);
    for (const [u, v] of points) {
      expect(v).toBeCloseTo(plane.to(plane.from(u, preferred), dispreferred), 10);
    }
    const [a, b] = points[points.length - 1];
    expect(Math.min(box.u[1] - a, box.v[1] - b)).toBeCloseTo(0, 10);
  });
});

it.each(SWEEP_PLANES)("a sweep over the plane %s is drawn in it", async (name) => {
  const [panel] = expand(scenarioIn("ratio"));
  const swept = await sweep(planSweep(panel, { plane: name, starts: { kind: "grid", nx: 6, ny: 5 } }));
  const spec = await figure("heatmap", { sweep: swept, metric: "finalPreferred" }, { preset: "acl" });
  expect(schemaErrors(spec)).toEqual([]);
  const [{ encoding }] = spec.layer as { encoding: Record<"x" | "y", { field: string }> }[];
  expect([encoding.x.field, encoding.y.field]).toEqual([...planes[name].fields]);
});
