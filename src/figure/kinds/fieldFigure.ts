import { insideDomain } from "../../model/domain.js";
import { sampleField } from "../../model/field.js";
import { createFlow } from "../../model/flow.js";
import type { PanelResult } from "../../simulate/run.js";
import type { KindOptions } from "../kind.js";
import { computed, heading, provenance, readable } from "../kit/captions.js";
import { flowNames } from "../kit/flowNames.js";
import { type FigureSpec, finished, type Row, raw, significant, type View } from "../kit/spec.js";
import { ink, type Style, themeConfig } from "../kit/theme.js";
import { planeAxes, planeFrame, planeGrid, STRIDE } from "../plane/planeFrame.js";
import { ARROW, type ArrowLength, type LengthScale, lengthScale, quiverLayer } from "../plane/quiver.js";
import { wallLayers } from "../plane/walls.js";

/** Round speeds between two, from slow to fast: at most three. */
function roundSpeeds([low, high]: readonly [number, number]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const round = decades
    .flatMap((e) => [1, 2, 5].map((digit) => significant(digit * 10 ** e)))
    .filter((speed) => speed >= low && speed <= high);
  if (round.length <= 3) return round;
  return [round[0], round[Math.floor((round.length - 1) / 2)], round[round.length - 1]];
}

/** An arrow of the key: its speed in words, its left end and its length on the page. */
interface KeyEntry {
  text: string;
  left: number;
  length: number;
}

/** The key beneath the plane: as many arrows of known speed as its width holds, the fastest first to stay. */
function keyEntries(
  quantity: string,
  scale: LengthScale,
  width: number,
  how: ArrowLength,
  { preset, measure }: Style,
): { title: string; entries: KeyEntry[] } {
  const { text } = preset;
  const title = `${quantity}, length: ${how === "log" ? "its logarithm" : "to scale"}`;
  let entries: KeyEntry[] = [];
  const speeds = roundSpeeds(scale.range);
  for (let dropped = 0; dropped < speeds.length; dropped++) {
    let left = measure(title, text) + text * 1.5;
    entries = speeds.slice(dropped).map((speed) => {
      const entry = { text: readable(speed), left, length: scale.points(speed) };
      left += entry.length + text * 0.5 + measure(entry.text, text) + text * 1.5;
      return entry;
    });
    if (left - text * 1.5 <= width) break;
  }
  return { title, entries };
}

/** The key as layers, at a height on the page. */
function keyLayers(title: string, entries: readonly KeyEntry[], y: number, { preset }: Style): View[] {
  const data = { values: entries.map((entry): Row => ({ ...entry, size: entry.length ** 2 })) };
  const text = { type: "text", align: "left", baseline: "middle" };
  const encoding = { text: { field: "text", type: "nominal" } };
  return [
    {
      name: "key-title",
      data: { values: [{ text: title }] },
      mark: { ...text, x: 0, y, color: ink.muted },
      encoding,
    },
    {
      name: "key",
      data,
      mark: {
        type: "point",
        shape: ARROW,
        filled: true,
        color: ink.text,
        opacity: 1,
        strokeWidth: 0,
        x: { expr: "datum.left + datum.length / 2" },
        y,
      },
      encoding: { size: raw("size") },
    },
    {
      name: "key-values",
      data,
      mark: { ...text, x: { expr: "datum.left + datum.length" }, dx: preset.text * 0.5, y },
      encoding,
    },
  ];
}

/**
 * The flow over the plane as arrows whose length tells its speed, with arrows of known speed beneath.
 *
 * @param settings of a scenario or a panel; its starts decide how much of the plane is shown
 * @param options  `trueLength`: length is proportional to speed; otherwise the logarithm of the speed decides
 *                 it, so that slow regions stay legible
 * @see arXiv:2404.04626, Figure 1(b)
 */
export function fieldFigure(
  settings: PanelResult["settings"],
  style: Style,
  { trueLength = false }: KindOptions = {},
): FigureSpec {
  const how = trueLength ? "true" : "log";
  const panel = { settings, runs: [] };
  const field = sampleField(settings, planeGrid(panel, style));
  const frame = planeFrame(panel, style, 0);
  const { plane } = frame;
  const inside = insideDomain(settings.domain, settings.reference);
  const arrows = quiverLayer(field, plane, STRIDE, inside, style, how);
  const names = flowNames(createFlow(settings).loss, settings);
  const scale = lengthScale(field, plane, STRIDE, how);
  const { title, entries } = keyEntries(names.speed, scale, plane.width, how, style);
  const { x, y } = planeAxes(frame, style);
  return finished({
    title: heading(names.title, computed(settings), style),
    description:
      `Arrows along the ${names.flow}: ${computed(settings).join(", ")}. ` +
      `Speeds run from ${readable(scale.range[0])} to ${readable(scale.range[1])}.`,
    usermeta: provenance("field", style, { options: { length: how }, scenario: settings }),
    config: themeConfig(style),
    width: plane.width,
    height: plane.height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: [
      ...wallLayers(settings.domain, plane, style),
      {
        ...arrows,
        encoding: { ...(arrows.encoding as View), x, y },
        mark: { ...(arrows.mark as View), opacity: 0.85 },
      },
      // Below the ticks and the title of the horizontal axis.
      ...keyLayers(title, entries, plane.height + style.preset.text * 5.4, style),
    ],
  });
}
