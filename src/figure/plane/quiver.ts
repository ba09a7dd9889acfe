import { quantileSorted } from "d3-array";
import type { Field } from "../../model/field.js";
import type { Point } from "../kit/point.js";
import { type Row, raw, type View } from "../kit/spec.js";
import { ink, type Style } from "../kit/theme.js";
import { pointRow, positions } from "./marks.js";
import { fromPage, fromPlane, type Plane, pageAngle, toPage, toPlane, velocityInPlane } from "./plane.js";

/** An arrow of length 2 along +x, centred on the origin, as a filled outline. */
export const ARROW = "M-1,-0.07L0.3,-0.07L0.3,-0.36L1,0L0.3,0.36L0.3,0.07L-1,0.07Z";

/** Length of the longest arrow as a share of a cell: arrows in neighbouring cells do not touch. */
const LONGEST = 0.9;

/** And of the shortest one: in the smallest preset it is 5 points long, in which its head is still told from its end. */
const SHORTEST = 0.35;

/** Shares of the arrows with the slowest and the fastest speeds that are drawn like those next to them. */
const TAIL = 0.02;

/** How the length of an arrow follows the speed of the flow. */
export type ArrowLength = "log" | "true";

interface Arrow {
  at: Point;
  /** Direction in plane coordinates. */
  towards: Point;
  /** Speed of the flow in plane coordinates. */
  speed: number;
}

/** Every `stride`-th sample of the field in both directions: the middle of each block of stride × stride cells. */
function sampleArrows(field: Field, plane: Plane, stride: number): Arrow[] {
  const arrows: Arrow[] = [];
  const middle = Math.floor(stride / 2);
  for (let j = middle; j < field.x2.length; j += stride) {
    for (let i = middle; i < field.x1.length; i += stride) {
      const x: Point = [field.x1[i], field.x2[j]];
      const v: Point = [field.velocity.get(j, i, 0), field.velocity.get(j, i, 1)];
      const towards = velocityInPlane(plane, x, v);
      const speed = Math.hypot(...towards);
      if (speed > 0 && Number.isFinite(speed)) {
        arrows.push({ at: toPlane(plane, ...x), towards, speed });
      }
    }
  }
  return arrows;
}

/** How long arrows are drawn. */
export interface LengthScale {
  /** Speeds in plane coordinates of the shortest and the longest arrow; the few beyond are drawn like these. */
  range: readonly [number, number];
  /** Length in points of an arrow at a speed. */
  points(speed: number): number;
}

/** The scale from speed to length for the arrows of a field, by cells of stride × stride samples. */
export function lengthScale(field: Field, plane: Plane, stride: number, how: ArrowLength): LengthScale {
  const sorted = sampleArrows(field, plane, stride)
    .map(({ speed }) => speed)
    .sort((a, b) => a - b);
  const [low, high] = [quantileSorted(sorted, TAIL) ?? 1, quantileSorted(sorted, 1 - TAIL) ?? 1];
  const cell = (plane.width * stride) / field.x1.length;
  const share = (speed: number) => {
    if (how === "true") return LONGEST * Math.min(1, speed / high);
    const part = high > low ? Math.log(speed / low) / Math.log(high / low) : 1;
    return SHORTEST + (LONGEST - SHORTEST) * Math.min(1, Math.max(0, part));
  };
  return { range: [low, high], points: (speed) => cell * share(speed) };
}

/**
 * Arrows of the flow on an even grid.
 *
 * @param stride cells of the field per arrow, odd
 * @param inside whether a state (x1, x2) can be reached; no arrow reaches elsewhere
 */
export function quiverLayer(
  field: Field,
  plane: Plane,
  stride: number,
  inside: (x1: number, x2: number) => boolean,
  { preset }: Style,
  how: ArrowLength = "log",
): View {
  const arrows = sampleArrows(field, plane, stride);
  const scale = lengthScale(field, plane, stride, how);
  const values: Row[] = arrows.flatMap(({ at, towards, speed }) => {
    const length = scale.points(speed);
    const angle = pageAngle(plane, towards);
    const [dx, dy] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const [x, y] = toPage(plane, at);
    const whole = [-0.5, 0.5].every((end) =>
      inside(...fromPlane(plane, ...fromPage(plane, [x + end * length * dx, y + end * length * dy]))),
    );
    if (!whole) return [];
    // Vega's symbol size is the square of its full length.
    const size = length ** 2;
    return [{ ...pointRow(plane, at), speed, angle, size }];
  });
  return {
    name: "flow",
    data: { values },
    mark: {
      type: "point",
      shape: ARROW,
      filled: true,
      color: ink.arrow,
      opacity: preset.width < 300 ? 0.55 : 0.5,
      strokeWidth: 0,
    },
    encoding: {
      ...positions(plane),
      angle: raw("angle"),
      size: raw("size"),
    },
  };
}
