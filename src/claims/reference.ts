import { losses } from "../model/losses/registry.js";
import type { Reference } from "../model/reference.js";
import { judge, type MeasurableClaim } from "./claim.js";
import { digits } from "./digits.js";
import { PLANE, regional } from "./regional.js";
import type { PlanePoint, Study } from "./study.js";

/** References to compare with; the first that suits the loss is taken. */
const OTHERS: readonly Reference[] = [
  { preferred: 0.5, dispreferred: 0.25 },
  { preferred: 0.3, dispreferred: 0.15 },
];

/** The field (x1', x2') at the same x with another reference; undefined where it is not defined. */
function stretched(study: Study, { x }: PlanePoint): [number, number] | undefined {
  const { name, ...parameters } = study.settings.loss;
  const same = (a: Reference, b: Reference) =>
    a.preferred === b.preferred && a.dispreferred === b.dispreferred;
  const reference = OTHERS.find(
    (other) => !same(other, study.settings.reference) && !losses[name].problem?.(parameters, other),
  );
  if (!reference) return undefined;
  const other = otherStudy(study, reference);
  const point = other.at(x[0] * reference.preferred, x[1] * reference.dispreferred);
  return point && [point.velocity[0] / reference.preferred, point.velocity[1] / reference.dispreferred];
}

/** Studies with another reference, made once. */
const made = new WeakMap<Study, Study>();

function otherStudy(study: Study, reference: Reference): Study {
  const known = made.get(study);
  if (known) return known;
  const other = study.with({ reference, domain: "quadrant", starts: {} });
  made.set(study, other);
  return other;
}

const own = ({ settings: { reference } }: Study, { velocity }: PlanePoint): [number, number] => [
  velocity[0] / reference.preferred,
  velocity[1] / reference.dispreferred,
];

/** Relative change of the field of x at the same x when the reference changes. */
function change(study: Study, point: PlanePoint): number {
  const [a, b] = [own(study, point), stretched(study, point)];
  if (!b) return Number.NaN;
  return Math.hypot(a[0] - b[0], a[1] - b[1]) / Math.max(Math.hypot(...a), Math.hypot(...b));
}

const TEXT =
  "The reference policy only stretches the picture: as a function of x = π/π_ref the field does not depend on it";

const about = {
  region: PLANE,
  score: (point: PlanePoint, study: Study) => 1e-9 - change(study, point),
  evidence: (point: PlanePoint, study: Study) =>
    `another reference changes the field by ${digits(100 * change(study, point))} %`,
};

export const referenceStretches = regional({
  ...about,
  id: "reference",
  place: "§3.2",
  title: "§3.2: π_ref only stretches",
  text: `${TEXT}.`,
});

export const referenceInProbability = regional({
  ...about,
  id: "reference-probability",
  place: "§3.2",
  title: "§3.2: π_ref, in prob.",
  text: `${TEXT}, where the gradient is taken in the probabilities themselves.`,
  within: (study) => study.with({ geometry: { name: "probability" } }),
});

/** π_ref of both responses, from little to much. */
const LEVELS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Halvings in the search for the reference at which the wall begins to matter. */
const HALVINGS = 20;

/**
 * DPO starts at x = (1, 1) whatever the reference; where it ends depends on the reference through the walls.
 */
export const referenceWalls: MeasurableClaim = {
  id: "reference-walls",
  place: "§3.2",
  title: "§3.2: π_ref and the walls",
  text: "The reference policy does not change where training from it, x = (1, 1), ends.",
  measure(study) {
    const { name, ...parameters } = study.settings.loss;
    const endAt = (p: number): number | undefined => {
      const reference = { preferred: p, dispreferred: p };
      if (losses[name].problem?.(parameters, reference)) return undefined;
      const other = study.with({ reference, domain: "box", starts: {} });
      return other.at(p, p) && other.end([1, 1]).x[0];
    };
    const ends = LEVELS.map((p) => ({ p, x1: endAt(p) })).flatMap(({ p, x1 }) =>
      x1 === undefined ? [] : [{ p, x1 }],
    );
    const base = ends[0]?.x1 ?? Number.NaN;
    const same = ({ x1 }: { x1: number }) => Math.abs(x1 / base - 1) < 1e-6;
    const judged = judge(ends.filter(same).length, ends.length);
    const worst = ends.filter((end) => !same(end)).toSorted((a, b) => a.x1 - b.x1)[0];
    const first = ends.findIndex((end) => !same(end));
    let [low, high] = first > 0 ? [ends[first - 1].p, ends[first].p] : [Number.NaN, Number.NaN];
    for (let i = 0; first > 0 && i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      const x1 = endAt(middle);
      if (x1 !== undefined && same({ x1 })) low = middle;
      else high = middle;
    }
    const range = (some: typeof ends) =>
      some.length === 0 ? "nowhere" : `π_ref ${some.map(({ p }) => p).join(", ")}`;
    return {
      ...judged,
      examined: `${ends.length} runs from x = (1, 1), π_ref = ${LEVELS[0]} to ${LEVELS[LEVELS.length - 1]}`,
      holdsWhere: judged.share === 1 ? "everywhere" : range(ends.filter(same)),
      failsWhere: range(ends.filter((end) => !same(end))),
      shareOfPlane: null,
      shareOfRuns: judged.share,
      worst: worst
        ? { p: [worst.p, worst.p], text: `x1 ends at ${digits(worst.x1)} instead of ${digits(base)}` }
        : null,
      numbers: first > 0 ? [`the wall begins to matter at π_ref = ${((low + high) / 2).toFixed(4)}`] : [],
    };
  },
};
