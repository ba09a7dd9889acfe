// Error in extinction time against time per trajectory, over the tolerances: a table and a figure.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { linearText, logTicks } from "../dist/figure/kit/axes.js";
import { heading } from "../dist/figure/kit/captions.js";
import { finished } from "../dist/figure/kit/spec.js";
import { measureText } from "../dist/figure/kit/text/measure.js";
import { createStyle, HUES, ink, themeConfig } from "../dist/figure/kit/theme.js";
import { renderSvg } from "../dist/render/pictures/svg.js";
import { readable, table } from "./measure.mjs";

export const TOLERANCES = Array.from({ length: 9 }, (_, i) => 10 ** -(4 + i));

/** The table: one row per tolerance, one pair of columns per solver. */
export function workPrecisionTable(series) {
  const names = series.map(({ name }) => name);
  const cell = (point) => (point ? [readable(point.seconds), point.error.toExponential(0)] : ["–", "–"]);
  return table([
    ["tolerance", ...names.flatMap((name) => [name, "error"])],
    ...TOLERANCES.map((tolerance, i) => [
      tolerance.toExponential(0),
      ...series.flatMap(({ points }) => cell(points[i])),
    ]),
  ]);
}

const SHAPES = ["circle", "square", "diamond", "triangle-up", "triangle-down"];

function figure(series, style) {
  const { preset } = style;
  const rows = series.flatMap(({ name, points }) =>
    points.flatMap((point, i) =>
      point && point.error > 0
        ? [{ solver: name, tolerance: TOLERANCES[i], microseconds: point.seconds * 1e6, error: point.error }]
        : [],
    ),
  );
  const interval = (field) => {
    const values = rows.map((row) => row[field]);
    return [Math.min(...values) / 1.6, Math.max(...values) * 1.6];
  };
  const axis = (field, title, length) => {
    const domain = interval(field);
    const values = logTicks(domain, length, style);
    const power = (v) =>
      v >= 1 && v < 1e5
        ? linearText([v])[0]
        : `10${[...String(Math.round(Math.log10(v)))].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("")}`;
    const texts = values.map(power);
    return {
      field,
      type: "quantitative",
      scale: { type: "log", domain, nice: false },
      axis: {
        title,
        values,
        grid: true,
        labelOverlap: false,
        labelExpr: `${JSON.stringify(texts)}[indexof(${JSON.stringify(values)}, datum.value)]`,
      },
    };
  };
  const names = series.map(({ name }) => name);
  const legend = { title: null, orient: "bottom", direction: "horizontal", symbolSize: preset.mark ** 2 };
  const colour = {
    field: "solver",
    type: "nominal",
    sort: names,
    scale: { domain: names, range: HUES.slice(0, names.length) },
    legend,
  };
  const [width, height] = [preset.width - 90, 300];
  const x = axis("error", "largest relative error of the extinction time", width);
  const y = axis("microseconds", "time per trajectory, µs", height);
  return finished({
    title: heading(
      "Work and precision",
      ["DPO, β = 0.1, 8 × 8 starts over [0, 1]²", "tolerances 10⁻⁴ to 10⁻¹², from right to left"],
      style,
    ),
    description:
      "Time per trajectory against the error in extinction time, one line per solver, one point per tolerance.",
    usermeta: { "dpo-flow": { figure: "work-precision", preset: preset.name, width: preset.width } },
    config: themeConfig(style),
    data: { values: rows },
    width,
    height,
    layer: [
      {
        mark: { type: "line", strokeWidth: preset.line * 0.7 },
        encoding: { x, y, order: { field: "tolerance" }, color: colour },
      },
      {
        mark: {
          type: "point",
          filled: true,
          opacity: 1,
          size: preset.mark ** 2 * 0.7,
          stroke: ink.paper,
          strokeWidth: 0.6,
        },
        encoding: {
          x,
          y,
          color: colour,
          shape: {
            field: "solver",
            type: "nominal",
            sort: names,
            scale: { domain: names, range: SHAPES.slice(0, names.length) },
            legend,
          },
        },
      },
    ],
  });
}

/** Writes work-precision.vl.json and work-precision.svg into a folder. */
export async function writeFigure(series, folder) {
  const spec = figure(series, createStyle("screen", measureText));
  const svg = await renderSvg(spec);
  writeFileSync(join(folder, "work-precision.vl.json"), `${JSON.stringify(spec)}\n`);
  writeFileSync(join(folder, "work-precision.svg"), svg);
}
