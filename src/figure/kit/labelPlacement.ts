import type { Point } from "./point.js";

/** A rectangle on the page. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A text that belongs to a mark. */
export interface Label {
  /** Centre of the mark on the page. */
  at: Point;
  width: number;
  height: number;
  /** Half the size of the mark: labels begin beyond it. */
  clearance: number;
}

/** What labels keep clear of. */
export interface Surroundings {
  frame: Box;
  /** Marks that a label must not cover. */
  marks: readonly Box[];
  /** Lines that a label should not cover, as points a few points apart. */
  lines: readonly Point[];
}

interface Candidate {
  box: Box;
  cost: number;
}

/** Gap between two labels, and between a label and a mark, in points. */
const GAP = 1.5;

/**
 * Distances from a mark at which a label is tried, in points: near ones close together, far ones farther
 * apart, up to half the width of a column.
 */
const RADII = [2, 5, 9, 14, 20, 28, 38, 50, 65, 85, 110] as const;

/**
 * Directions in order of preference, in sixteenths of a turn from rightwards, clockwise. As mapmakers have
 * it, right before left and above before below, since text reads away from its mark and descends less than it
 * rises.
 *
 * @see Imhof 1975, Positioning names on maps
 */
const DIRECTIONS = [0, 15, 14, 1, 2, 8, 7, 9, 12, 4, 13, 11, 3, 5, 10, 6] as const;

/**
 * What a place costs. The weights are a matter of taste; what matters is their order: hiding something is
 * worse than any distance, and a line in the way is worse than a place a little farther off.
 */
const COST = {
  /** A mark, another label or the frame in the way: more than everything else together. */
  forbidden: 1e4,
  /** Leader lines that cross each other, or end in another label. */
  tangled: 40,
  /** For each point of a line that is covered; these are a few points apart. */
  covered: 2.5,
  /** Times the square of the place in `RADII`: far labels are read with effort. */
  far: 1.2,
  /** From the third distance on a label needs a leader line. */
  leader: 5,
  /** Times the place in `DIRECTIONS`: decides between places that are equal otherwise. */
  direction: 0.3,
} as const;

/** Rounds in which labels move; the figures of the built-in scenarios come to rest in fewer than five. */
const ROUNDS = 30;

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** Whether two rectangles share area. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Whether the first rectangle lies inside the second. */
export const within = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

const covers = ({ x, y, width, height }: Box, [px, py]: Point): boolean =>
  px > x && px < x + width && py > y && py < y + height;

/** The point of a rectangle that is nearest to a point: where a leader line ends. */
export const nearest = ({ x, y, width, height }: Box, [px, py]: Point): Point => [
  Math.min(x + width, Math.max(x, px)),
  Math.min(y + height, Math.max(y, py)),
];

/** Whether two segments cross. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/**
 * Share of the way from the centre of a rectangle to its side in a direction: corners lie on the diagonals.
 */
const side = (component: number) => Math.max(-1, Math.min(1, component * Math.SQRT2));

function candidates(label: Label, { frame, marks, lines }: Surroundings): Candidate[] {
  const { at, width, height, clearance } = label;
  const found: Candidate[] = [];
  for (const [far, radius] of RADII.entries()) {
    for (const [rank, direction] of DIRECTIONS.entries()) {
      const angle = (direction * Math.PI) / 8;
      const reach = radius + clearance;
      const box = {
        x: at[0] + side(Math.cos(angle)) * (width / 2 + reach) - width / 2,
        y: at[1] + side(Math.sin(angle)) * (height / 2 + reach) - height / 2,
        width,
        height,
      };
      const padded = grown(box, GAP);
      const hit = marks.filter((mark) => overlap(padded, mark)).length;
      const covered = lines.filter((point) => covers(padded, point)).length;
      const out = within(grown(box, 1), frame) ? 0 : 1;
      found.push({
        box,
        cost:
          COST.forbidden * (hit + out) +
          COST.covered * covered +
          far * far * COST.far +
          (far > 1 ? COST.leader : 0) +
          rank * COST.direction,
      });
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

/** What it costs that two labels have these places at once. */
function conflict(a: Box, from: Point, b: Box, to: Point): number {
  if (overlap(grown(a, GAP), b)) return COST.forbidden;
  const [endA, endB] = [nearest(a, from), nearest(b, to)];
  return cross(from, endA, to, endB) || covers(a, endB) || covers(b, endA) ? COST.tangled : 0;
}

const hundredth = (value: number) => Math.round(value * 100) / 100;

/**
 * Places labels near their marks: clear of each other, of the marks and of the frame, off the lines where
 * that is possible, and near.
 *
 * Every label has the same candidate places around its mark, nearest first. Starting from each one's best,
 * labels move one at a time to the place that is cheapest given all others, until none moves. No chance is
 * involved.
 *
 * @returns one rectangle per label, in the same order
 */
export function placeLabels(labels: readonly Label[], surroundings: Surroundings): Box[] {
  const options = labels.map((label) => candidates(label, surroundings));
  const placed: Candidate[] = [];
  const total = (i: number, candidate: Candidate, others: readonly Candidate[]) =>
    others.reduce(
      (sum, other, k) =>
        k === i ? sum : sum + conflict(candidate.box, labels[i].at, other.box, labels[k].at),
      candidate.cost,
    );
  const best = (i: number) => {
    let [choice, lowest] = [options[i][0], Number.POSITIVE_INFINITY];
    for (const candidate of options[i]) {
      if (candidate.cost >= lowest) break;
      const cost = total(i, candidate, placed);
      if (cost < lowest) [choice, lowest] = [candidate, cost];
    }
    return choice;
  };
  for (const i of labels.keys()) placed.push(best(i));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (const i of labels.keys()) {
      const choice = best(i);
      if (choice === placed[i]) continue;
      placed[i] = choice;
      moved = true;
    }
    if (!moved) break;
  }
  return placed.map(({ box }) => ({ ...box, x: hundredth(box.x), y: hundredth(box.y) }));
}
