import { compile, type TopLevelSpec } from "vega-lite";
import { describe, expect, it } from "vitest";
import { createSimulator } from "../../../src/explorer/simulator.js";
import { type PageState, readPageState } from "../../../src/explorer/store/pageState.js";
import { liveSpec, withFormer } from "../../../src/explorer/views/liveSpec.js";
import { liveSignals, liveVega } from "../../../src/explorer/views/liveVega.js";
import { pageStyle } from "../../../src/explorer/views/pageStyle.js";
import { pageForeground, pageGround, planeFigure } from "../../../src/explorer/views/planeFigure.js";
import { seriesFigure } from "../../../src/explorer/views/seriesFigure.js";
import type { View } from "../../../src/figure/kit/spec.js";
import { planeFrame, planeGrid } from "../../../src/figure/plane/planeFrame.js";
import { sampleField } from "../../../src/model/field.js";

const style = pageStyle(520);
const simulator = createSimulator();

function state(starts: PageState["starts"], beta = 0.1): PageState {
  const outcome = readPageState({ starts, loss: { name: "dpo", beta }, horizon: 20 }, "test");
  if ("problems" in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.state;
}

const A = state({ a: [0.2, 0.3], b: [0.5, 0.5] });
const MOVED = state({ a: [0.25, 0.31], b: [0.5, 0.5] });

function plane(settings: PageState): View {
  const panel = { settings, runs: [] };
  const frame = planeFrame(panel, style, 0);
  const back = pageGround(settings, sampleField(settings, planeGrid(panel, style)), frame, style);
  return planeFigure(back, pageForeground(simulator.preview(settings), back, style), style);
}

const series = (settings: PageState) =>
  seriesFigure({ panel: "base", settings, runs: simulator.preview(settings) }, style, { height: 100 });

/** Every value below a key, anywhere in a specification. */
function all(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => all(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...all(inner, key),
  ]);
}

describe("a figure that moves", () => {
  it.each([
    ["plane", plane],
    ["series", series],
  ])("keeps its skeleton while a start moves: %s", (_, figure) => {
    const [before, after] = [A, MOVED].map((settings) => liveSpec(figure(settings)));
    expect(after.skeleton).toBe(before.skeleton);
    const changed = [...after.datasets].filter(
      ([name, rows]) => JSON.stringify(rows) !== JSON.stringify(before.datasets.get(name)),
    );
    expect(changed.length).toBeGreaterThan(0);
  });

  it("keeps its skeleton while β changes: levels and ticks are signals", () => {
    const [before, after] = [A, state(A.starts, 0.3)].map((settings) => liveSpec(plane(settings)));
    expect(after.skeleton).toBe(before.skeleton);
    expect(after.scales.get("fill")?.domain).not.toEqual(before.scales.get("fill")?.domain);
  });

  it("has another skeleton where the plane is another one", () => {
    const log = { ...A, figure: { plane: "log-ratio" as const } };
    expect(liveSpec(plane(log)).skeleton).not.toBe(liveSpec(plane(A)).skeleton);
  });

  it.each([
    ["plane", plane, ["x", "y", "fill", "color", "strokeDash"]],
    ["series", series, ["concat_0_x", "concat_3_y", "color", "strokeDash"]],
  ])("is compiled to Vega with its constants as signals and no data inline: %s", (_, figure, scales) => {
    const live = liveSpec(figure(A));
    const compiled = compile(live.spec as unknown as TopLevelSpec).spec;
    const vega = liveVega(compiled as Record<string, unknown>, live);
    const names = (vega.signals as { name: string }[]).map(({ name }) => name);
    for (const scale of scales) expect(names).toContain(`live_${scale}_domain`);
    for (const name of liveSignals(live).keys()) expect(JSON.stringify(vega)).toContain(`"${name}"`);
    const domains = all(vega.scales, "domain");
    expect(domains.filter((domain) => Array.isArray(domain) && domain.length > 3)).toEqual([]);
    expect(all(vega.data, "values")).toEqual([]);
    expect(all(vega.marks, "aria").every((aria) => aria === false)).toBe(true);
  });

  it("keeps layers that have nothing to show for now, on the scales of the others", () => {
    const scale = (domain: string[]) => ({ field: "start", scale: { domain } });
    const layer = (name: string, domain: string[]) => ({
      name,
      data: { values: [{ start: "a" }] },
      encoding: { color: scale(domain) },
    });
    const merged = withFormer(
      [layer("one", ["b"]), layer("three", ["b"])],
      [layer("one", ["a"]), layer("two", ["a"]), layer("three", ["a"])],
    );
    expect(merged.map(({ name }) => name)).toEqual(["one", "two", "three"]);
    expect(merged[1]).toEqual({ name: "two", data: { values: [] }, encoding: { color: scale(["b"]) } });
  });
});
