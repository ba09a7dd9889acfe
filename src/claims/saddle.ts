import type { MeasurableClaim } from "./claim.js";
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

/**
 * Smaller eigenvalue of the Hessian of the loss over its size, −1 to 1, by differences of the gradient.
 *
 * In log-ratios: where the gradient vanishes its sign is the same in all coordinates, and nearby these bend
 * least.
 */
function curvature({ flow }: Study, { x }: PlanePoint): number {
  const [r1, r2] = x.map(Math.log);
  const h = 1e-4;
  const gradient = (a: number, b: number) => {
    const out = new Float64Array(2);
    flow.loss.force(r1 + a * h, r2 + b * h, out);
    return out.map((f) => -f);
  };
  const [right, left, up, down] = [gradient(1, 0), gradient(-1, 0), gradient(0, 1), gradient(0, -1)];
  const [h11, h22] = [right[0] - left[0], up[1] - down[1]];
  const h12 = (right[1] - left[1] + up[0] - down[0]) / 2;
  const [mean, root] = [(h11 + h22) / 2, Math.hypot((h11 - h22) / 2, h12)];
  return (mean - root) / (Math.abs(mean) + root);
}

/** Rounding of differences; along the floor of a valley the loss does not bend at all. */
const FLAT = -1e-3;

/** §3.2 sees "difficulty escaping saddle points"; for that there must be one. */
export const saddle: MeasurableClaim = {
  id: "saddle",
  place: "§3.2",
  title: "§3.2: saddle points",
  text: "There are saddle points, which training has difficulty escaping: the gradient vanishes somewhere, and the loss falls away from there.",
  measure(study) {
    const all = cells(study);
    const critical = all.filter((corners) => changesSign(corners, 0) && changesSign(corners, 1));
    const saddles = critical.filter(([corner]) => curvature(study, corner) < FLAT);
    const size = ({ slope }: PlanePoint) => Math.hypot(...slope);
    const least = study.grid.reduce((a, b) => (a && !(b && size(b) < size(a)) ? a : b), undefined);
    const share = all.length > 0 ? saddles.length / all.length : 0;
    return {
      verdict: all.length === 0 ? "not applicable" : saddles.length > 0 ? "holds" : "fails",
      share,
      examined: `${all.length} cells of the whole plane`,
      holdsWhere:
        saddles.length > 0 ? `in ${saddles.length} cells, such as at ${pair(saddles[0][0].p)}` : "nowhere",
      failsWhere: saddles.length > 0 ? "elsewhere" : "everywhere",
      shareOfPlane: share,
      shareOfRuns: null,
      worst:
        saddles.length > 0 || !least
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
