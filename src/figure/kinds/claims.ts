import { contours } from "d3-contour";
import type { Shading } from "../../claims/claim.js";
import type { BetaFinding, ClaimResult } from "../../claims/evaluate.js";
import type { FigureSubjects } from "../kind.js";
import { axis } from "../kit/axes.js";
import { computed, heading, provenance } from "../kit/captions.js";
import type { Point } from "../kit/point.js";
import { simplify, TOLERANCE } from "../kit/simplify.js";
import { type FigureSpec, finished, type Row, type View } from "../kit/spec.js";
import { band, HUES, ink, LANDSCAPE, type Style, themeConfig } from "../kit/theme.js";
import { pointRow, positions, shapeRows } from "../plane/marks.js";

/** Cells side by side: as many as keep each about this wide. */
const CELL = 145;
const MOST = 4;

const TICKS = [0, 0.5, 1];
const TICK_TEXTS = ["0", "0.5", "1"];

/** The unit square of probabilities. */
const SQUARE = { fields: ["pi_w", "pi_l"] } as const;

/**
 * Outlines of {value > 0} in the unit square; holes are joined to their outline by a seam drawn both ways.
 */
function outlines(n: number, values: readonly number[], size: number): Point[][] {
  const at = ([i = 0, j = 0]: readonly number[]): Point => [i / n, j / n];
  return contours()
    .size([n, n])
    .thresholds([0])([...values])
    .flatMap(({ coordinates }) => coordinates)
    .map((polygon) => {
      const rings = polygon.map((ring) => {
        const points = ring.map(at);
        const page = points.map(([u, v]): Point => [u * size, v * size]);
        return simplify(page, TOLERANCE, [Math.floor(points.length / 2)]).map((i) => points[i]);
      });
      const anchor = rings[0][0];
      return [...rings[0], ...rings.slice(1).flatMap((hole) => [...hole, anchor])];
    });
}

/** A number that a contour can be drawn of: bounded, and on the right side of 0. */
const side = (score: number) =>
  score > 0 ? Math.min(1, Math.max(score, 1e-9)) : Math.max(-1, Math.min(score, -1e-9));

const CHANNELS = positions(SQUARE);

/** Filled shapes. */
function shapes(name: string, polygons: readonly Point[][], fill: string): View {
  return {
    name,
    data: { values: shapeRows(SQUARE, polygons) },
    mark: { type: "line", filled: true, order: false, strokeWidth: 0, interpolate: "linear-closed", fill },
    encoding: { ...CHANNELS, detail: { field: "shape" } },
  };
}

/** Region that the paper speaks of. */
function outline(name: string, { region: { w, l } }: Shading, { preset }: Style): View {
  const corners: Point[] = [
    [w[0], l[0]],
    [w[1], l[0]],
    [w[1], l[1]],
    [w[0], l[1]],
  ];
  return {
    name,
    data: { values: corners.map((corner) => pointRow(SQUARE, corner)) },
    mark: {
      type: "line",
      order: false,
      interpolate: "linear-closed",
      stroke: HUES[1],
      strokeWidth: preset.line * 0.8,
    },
    encoding: CHANNELS,
  };
}

/** Share of the plane, for people: never "0 %" or "100 %" unless it is. */
function percent(share: number | null): string {
  if (share === null) return "nowhere defined";
  const rounded = Math.round(100 * share);
  return `${share > 0 && share < 1 ? Math.min(99, Math.max(1, rounded)) : rounded} %`;
}

interface CellPlace {
  size: number;
  left: boolean;
  bottom: boolean;
}

/**
 * The plane of one claim: where it is true, and the region it is about. Names are unique in the figure, as
 * Vega wants them.
 */
function cell(
  { id, title }: ClaimResult,
  finding: BetaFinding,
  shading: Shading,
  { size, left, bottom }: CellPlace,
  style: Style,
): View {
  const { n, score } = shading;
  const { text } = style.preset;
  const unknown = Array.from(score, (value) => (Number.isNaN(value) ? 1 : -1));
  const known = Array.from(score, (value) => (Number.isNaN(value) ? -1 : side(value)));
  const [place, words] = title.split(": ");
  const scale = { domain: [0, 1], nice: false, zero: false };
  const labelled = (show: boolean, name: string) => ({
    ...axis(show ? name : null, TICKS, TICK_TEXTS),
    labels: show,
  });
  return {
    title: {
      text: [`${place}, ${percent(finding.shareOfPlane)}`, words ?? ""],
      fontSize: text,
      fontWeight: "normal",
      lineHeight: Math.round(text * 1.3),
      offset: Math.round(text * 0.5),
      anchor: "start",
      frame: "group",
    },
    width: size,
    height: size,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: [
      {
        name: `${id}-frame`,
        data: { values: [pointRow(SQUARE, [0, 0])] },
        mark: { type: "point", opacity: 0 },
        encoding: {
          x: { ...CHANNELS.x, scale, axis: labelled(bottom, "π_w") },
          y: { ...CHANNELS.y, scale, axis: labelled(left, "π_l") },
        },
      },
      shapes(`${id}-unknown`, outlines(n, unknown, size), ink.outside),
      shapes(`${id}-true`, outlines(n, known, size), band(0.6, LANDSCAPE)),
      outline(`${id}-region`, shading, style),
    ].filter((layer) => (layer.data as { values: Row[] }).values.length > 0),
  };
}

/** The finding for the scenario's own β. */
const ownFinding = ({ findings }: ClaimResult, beta: unknown): BetaFinding =>
  findings.find((finding) => finding.beta === beta) ?? findings[0];

/**
 * Where in the plane each regional claim is true, one small plane per claim, with the region that the paper
 * speaks of outlined.
 *
 * @param subject what `evaluateClaims` gives for some settings; the figure shows the β of these settings
 */
export function claimsFigure({ results, settings }: FigureSubjects["claims"], style: Style): FigureSpec {
  const { preset } = style;
  const shaded = results.flatMap((result) => {
    const finding = ownFinding(result, settings.loss.beta);
    return finding.shading ? [{ result, finding, shading: finding.shading }] : [];
  });
  const columns = Math.max(2, Math.min(MOST, Math.floor(preset.width / CELL)));
  const gap = Math.round(preset.text * 1.6);
  const room = preset.width - 8 - preset.text * 4.6 - gap * (columns - 1);
  const size = Math.floor(room / columns);
  const cells = shaded.map(({ result, finding, shading }, i) =>
    cell(
      result,
      finding,
      shading,
      { size, left: i % columns === 0, bottom: i + columns >= shaded.length },
      style,
    ),
  );
  return finished({
    title: heading(
      "Where the paper's claims are true",
      [...computed(settings), "shaded: true · outlined: where it is claimed · grey: undefined"],
      style,
    ),
    description: [
      `Parts of the plane in which each claim of arXiv:2404.04626 is true: ${computed(settings).join(", ")}.`,
      ...shaded.map(
        ({ result, finding }) =>
          `${result.title}: true in ${percent(finding.shareOfPlane)} of the plane, ${finding.holdsWhere} in the region it is claimed for.`,
      ),
    ].join(" "),
    usermeta: provenance("claims", style, { scenario: settings }),
    config: themeConfig(style),
    columns,
    bounds: "flush",
    spacing: { row: Math.round(preset.text * 5), column: gap },
    concat: cells,
  });
}
