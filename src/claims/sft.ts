import { judge, type MeasurableClaim, type Region } from "./claim.js";
import { digits, pair } from "./digits.js";
import type { Study } from "./study.js";
import { where } from "./where.js";

/** Starts along each axis of a corner. */
const STARTS = 5;

/** A final state is bad where the preferred response is not even as likely as all others together. */
const GOOD = 0.5;

/** Remark 3 for one corner of the plane: every run that starts there ends badly. */
function corner(
  id: string,
  region: Region,
  from: number,
  title: string,
  numbers: (study: Study) => string[],
): MeasurableClaim {
  return {
    id,
    place: "Remark 3",
    title,
    text: `Bad SFT, ${region.name}: the final state is bad (the preferred response ends below probability ½).`,
    measure(study) {
      const centre = (i: number) => from + (0.25 * (i + 0.5)) / STARTS;
      const starts = Array.from({ length: STARTS * STARTS }, (_, k) =>
        study.at(centre(k % STARTS), centre(Math.floor(k / STARTS))),
      ).flatMap((point) => point ?? []);
      const { preferred } = study.settings.reference;
      const runs = starts.map(({ p, x }) => ({ p, final: study.end(x).x[0] * preferred }));
      const [bad, good] = [
        runs.filter(({ final }) => final < GOOD),
        runs.filter(({ final }) => !(final < GOOD)),
      ];
      const judged = judge(bad.length, runs.length);
      const best = good.toSorted((a, b) => b.final - a.final)[0];
      const places = (some: typeof runs) => some.map(({ p }) => p);
      return {
        ...judged,
        examined: `${runs.length} runs from ${region.name}`,
        holdsWhere: where(places(bad), places(runs)),
        failsWhere: where(places(good), places(runs)),
        shareOfPlane: null,
        shareOfRuns: judged.share,
        worst: best ? { p: best.p, text: `π_w ends at ${digits(best.final)}` } : null,
        numbers: starts.length > 0 ? numbers(study) : [],
      };
    },
  };
}

/** Where the run from a point of the plane ends; undefined where no run can start there. */
function endOf(study: Study, p: number): { w: number; t: number } | undefined {
  const start = study.at(p, p);
  if (!start) return undefined;
  const { x, t } = study.end(start.x);
  return { w: x[0] * study.settings.reference.preferred, t };
}

export const lowerLeft = corner(
  "remark-3-lower-left",
  { name: "lower left", w: [0, 0.25], l: [0, 0.25] },
  0,
  "Remark 3: lower left",
  (study) => {
    const end = endOf(study, 0.1);
    return end ? [`from ${pair([0.1, 0.1])} π_w ends at ${digits(end.w)}, at t = ${digits(end.t)}`] : [];
  },
);

export const upperRight = corner(
  "remark-3-upper-right",
  { name: "upper right", w: [0.75, 1], l: [0.75, 1] },
  0.75,
  "Remark 3: upper right",
  (study) => {
    const [low, high] = [endOf(study, 0.1), endOf(study, 0.9)];
    if (!low || !high) return [];
    return [
      `from ${pair([0.9, 0.9])} π_w ends at ${digits(high.w)}, at t = ${digits(high.t)}: ${digits(high.t / low.t)} times as late as from ${pair([0.1, 0.1])}`,
    ];
  },
);
