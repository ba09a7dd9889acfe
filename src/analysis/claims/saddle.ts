import type { Claim } from "./claim.js";
import { digits, pair } from "./digits.js";
import { CELLS, type PlanePoint, type Study } from "./study.js";

/** Corners of a cell of grid points, for those cells that have all four. */
function cells({ grid }: Study): PlanePoint[][] {
  return grid.flatMap((point, k) => {
    if ((k + 1) % CELLS === 0) return [];
    const corners = [point, grid[k + 1], grid[k + CELLS], grid[k + CELLS + 1]];
    return corners.every((corner) => corner !== undefined) ? [corners] : [];
  });
}

/** Whether a component of the gradient vanishes somewhere between some points. */
const changesSign = (corners: readonly PlanePoint[], i: 0 | 1) => {
  const slopes = corners.map(({ slope }) => slope[i]);
  return Math.min(...slopes) <= 0 && Math.max(...slopes) >= 0;
};

/** Smaller eigenvalue of the Hessian of the loss in x over the larger one in size, by differences of the gradient. */
function curvature({ at }: Study, { p: [w, l] }: PlanePoint): number {
  const h = 1e-4;
  const slope = (a: number, b: number) => at(w + a * h, l + b * h)?.slope ?? [Number.NaN, Number.NaN];
  const [right, left, up, down] = [slope(1, 0), slope(-1, 0), slope(0, 1), slope(0, -1)];
  const [h11, h22] = [right[0] - left[0], up[1] - down[1]];
  const h12 = (right[1] - left[1] + up[0] - down[0]) / 2;
  const root = Math.hypot((h11 - h22) / 2, h12);
  const mean = (h11 + h22) / 2;
  return (mean - root) / (Math.abs(mean) + root);
}

/** A valley may look slightly curved downwards along its floor, which is bent in x. */
const BENT = -0.1;

/** §3.2 sees "difficulty escaping saddle points"; for that there must be one. */
export const saddle: Claim = {
  id: "saddle",
  place: "§3.2",
  title: "§3.2: saddle points",
  text: "There are saddle points, which training has difficulty escaping: the gradient vanishes somewhere, and the loss falls away from there.",
  measure(study) {
    const all = cells(study);
    const critical = all.filter((corners) => changesSign(corners, 0) && changesSign(corners, 1));
    const saddles = critical.filter(([corner]) => curvature(study, corner) < BENT);
    const size = ({ slope }: PlanePoint) => Math.hypot(...slope);
    const least = study.grid
      .flatMap((point) => point ?? [])
      .reduce((a, b) => (size(a) <= size(b) ? a : b));
    const share = all.length > 0 ? saddles.length / all.length : 0;
    return {
      verdict: saddles.length > 0 ? "holds" : "fails",
      share,
      examined: `${all.length} cells of the whole plane`,
      holdsWhere: saddles.length > 0 ? `in ${saddles.length} cells, such as at ${pair(saddles[0][0].p)}` : "nowhere",
      failsWhere: saddles.length > 0 ? "elsewhere" : "everywhere",
      shareOfPlane: share,
      shareOfRuns: null,
      worst:
        saddles.length > 0
          ? null
          : { p: least.p, text: `the gradient is smallest here, with length ${digits(size(least))}` },
      numbers: [
        critical.length > 0
          ? `the gradient vanishes in ${critical.length} cells, ${critical.length - saddles.length} of them at a minimum`
          : "both components of the gradient keep their sign on the whole plane",
      ],
    };
  },
};
