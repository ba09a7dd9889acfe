import type { Region } from "./claim.js";
import { digits } from "./digits.js";
import { exceeds, fallsShort } from "./exceeds.js";
import { inside, regional } from "./regional.js";
import type { PlanePoint, Study } from "./study.js";

/** A response that "hardly moves" has less than one third of the speed of the other, which then is "fast". */
const MUCH = 3;

/** A corner or an edge: the outer quarter or tenth of the plane. */
const [QUARTER, TENTH] = [0.25, 0.1];

const topLeft: Region = { name: "the top left corner", w: [0, QUARTER], l: [1 - QUARTER, 1] };
const topRight: Region = { name: "the top right corner", w: [1 - QUARTER, 1], l: [1 - QUARTER, 1] };
const lowerRight: Region = { name: "the lower right corner", w: [1 - QUARTER, 1], l: [0, QUARTER] };
const leftSide: Region = { name: "the left side", w: [0, QUARTER], l: [0, 1] };
const lowerEdge: Region = { name: "the lower edge", w: [3 * TENTH, 1], l: [0, TENTH] };
const leftEdge: Region = { name: "the left edge", w: [0, TENTH], l: [0, 1] };
const wholeLowerEdge: Region = { name: "the lower edge", w: [0, 1], l: [0, TENTH] };

/** By how much `fast` is more than three times `slow`. */
const outruns = (fast: number, slow: number) => exceeds(fast, MUCH * Math.abs(slow));

/** By how much a place is slower than the middle of the plane. */
const lags = ({ speed }: PlanePoint, { median }: Study) => fallsShort(speed, median);

const rates = ({ velocity: [w, l] }: PlanePoint, { median }: Study) =>
  `π_w' = ${digits(w)}, π_l' = ${digits(l)}; the middle speed of the plane is ${digits(median)}`;

/** Exponent a of speed ∝ π^a as one probability goes to 0 with the other at ½. */
function exponent({ at }: Study, w: (p: number) => number, l: (p: number) => number): number {
  const speed = (p: number) => at(w(p), l(p))?.speed ?? Number.NaN;
  return Math.log10(speed(1e-100) / speed(1e-101));
}

/** How fast a region is beside the whole plane. */
const paceOf = (region: Region) => (study: Study) => {
  const speeds = study.grid
    .flatMap((point) => (point && inside(region, point.p) ? point.speed : []))
    .sort((a, b) => a - b);
  if (speeds.length === 0) return [];
  const pace = speeds[Math.floor(speeds.length / 2)] / study.median;
  return [`${region.name} is ${digits(pace)} times as fast as the plane (medians)`];
};

const half = () => 0.5;
const same = (p: number) => p;

export const preferredAbsent = regional({
  id: "top-left",
  place: "§3.2",
  title: "§3.2 top left: x₁ fast",
  text: "Top left: the preferred probability rises fast and the dispreferred one hardly moves (less than a third as fast).",
  region: topLeft,
  score: ({ velocity: [w, l] }) => outruns(w, l),
  evidence: rates,
  numbers: paceOf(topLeft),
});

export const bothLikely = regional({
  id: "top-right",
  place: "§3.2",
  title: "§3.2 top right: both slow",
  text: "Top right: both probabilities change little (below the middle speed of the plane).",
  region: topRight,
  score: lags,
  evidence: rates,
  numbers: ({ end }) => {
    const [near, far] = [end([0.1, 0.1]), end([0.2, 0.2])];
    return [`a run from x = (0.2, 0.2) takes ${digits(far.t / near.t)} times as long as one from (0.1, 0.1)`];
  },
});

export const dispreferredSmall = regional({
  id: "small-x2",
  place: "§3.2",
  title: "§3.2 small x₂: x₂ fast",
  text: "Where the dispreferred probability is small it falls fast, faster even than the middle of the plane, and the preferred one hardly moves (less than a third as fast).",
  region: lowerEdge,
  score: ({ velocity: [w, l] }, { median }) => Math.min(exceeds(-l, median), outruns(-l, w)),
  evidence: rates,
  numbers: (study) => [`as π_l → 0 the speed goes as π_l^${digits(exponent(study, half, same))}`],
});

export const preferredLikely = regional({
  id: "lower-right",
  place: "§3.3.2",
  title: "§3.3.2 lower right: x₂ fast",
  text: "Lower right (good SFT): the dispreferred probability falls fast (more than three times as fast as the preferred one rises).",
  region: lowerRight,
  score: ({ velocity: [w, l] }) => outruns(-l, w),
  evidence: rates,
  numbers: paceOf(lowerRight),
});

export const left = regional({
  id: "left-side",
  place: "§3.3.2",
  title: "§3.3.2 left: favours x₂",
  text: "On the left side the gradient favours lowering the dispreferred probability over raising the preferred one.",
  region: leftSide,
  score: ({ velocity: [w, l] }) => exceeds(-l, Math.abs(w)),
  evidence: rates,
});

export const leftEdgeVanishes = regional({
  id: "vanishing-left",
  place: "§3.2",
  title: "§3.2 low x₁: vanishing",
  text: "At low π_w the field vanishes (it is below the middle speed of the plane).",
  region: leftEdge,
  score: lags,
  evidence: rates,
  numbers: (study) => [`as π_w → 0 the speed goes as π_w^${digits(exponent(study, same, half))}`],
});

export const lowerEdgeVanishes = regional({
  id: "vanishing-low",
  place: "§3.2",
  title: "§3.2 low x₂: vanishing",
  text: "At low π_l the field vanishes (it is below the middle speed of the plane).",
  region: wholeLowerEdge,
  score: lags,
  evidence: rates,
  numbers: (study) => [`as π_l → 0 the speed goes as π_l^${digits(exponent(study, half, same))}`],
});
