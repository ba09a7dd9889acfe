import { type Claim, type Finding, judge, type MeasurableClaim, type Region, type Witness } from "./claim.js";
import { CELLS, type PlanePoint, type Study } from "./study.js";
import { where } from "./where.js";

/** The whole plane. */
export const PLANE: Region = { name: "the whole plane", w: [0, 1], l: [0, 1] };

/** A claim about every point of a region. */
interface RegionalClaim extends Claim {
  region: Region;
  /** The plane to measure it in, where that is not the study's own. */
  within?(study: Study): Study;
  /** Above 0 where the claim is true, the lower the more it is wrong; NaN where it says nothing. */
  score(point: PlanePoint, study: Study): number;
  /** The numbers of a point at which it is wrong. */
  evidence(point: PlanePoint, study: Study): string;
  /** Points to examine besides the grid. */
  also?: readonly [number, number][];
  numbers?(study: Study): string[];
}

/** Whether (π_w, π_l) lies in a region. */
export const inside = ({ w, l }: Region, [a, b]: readonly [number, number]) =>
  a >= w[0] && a <= w[1] && b >= l[0] && b <= l[1];

/** A claim that is measured at every point of a grid, and along the runs. */
export function regional({
  region,
  within,
  score,
  evidence,
  numbers,
  ...about
}: RegionalClaim): MeasurableClaim {
  return {
    ...about,
    measure(given): Finding {
      const study = within?.(given) ?? given;
      const valued = (point: PlanePoint | undefined) => (point ? score(point, study) : Number.NaN);
      const scores = Float64Array.from(study.grid, valued);
      const known = study.grid.flatMap((point, k) =>
        point && !Number.isNaN(scores[k]) ? [{ point, score: scores[k] }] : [],
      );
      const examined = known.filter(({ point }) => inside(region, point.p));
      const [held, broken] = [examined.filter((e) => e.score > 0), examined.filter((e) => !(e.score > 0))];
      const places = (some: typeof examined) => some.map(({ point }) => point.p);
      const run = study
        .runs()
        .filter(({ p }) => inside(region, p))
        .map((point) => score(point, study))
        .filter((value) => !Number.isNaN(value));
      const worst = broken.reduce<(typeof broken)[number] | undefined>(
        // Of equals up to rounding the first, on every machine.
        (a, b) => (a && a.score <= b.score + 1e-9 * Math.max(1, Math.abs(a.score)) ? a : b),
        undefined,
      );
      return {
        ...judge(held.length, examined.length),
        examined: `${examined.length} points of ${region.name}`,
        holdsWhere: where(places(held), places(examined)),
        failsWhere: where(places(broken), places(examined)),
        shareOfPlane: known.length > 0 ? known.filter((e) => e.score > 0).length / known.length : null,
        shareOfRuns: run.length > 0 ? run.filter((value) => value > 0).length / run.length : null,
        worst: worst ? ({ p: worst.point.p, text: evidence(worst.point, study) } satisfies Witness) : null,
        numbers: numbers?.(study) ?? [],
        shading: { n: CELLS, score: scores, region },
      };
    },
  };
}
