import { judge, type MeasurableClaim } from "./claim.js";
import { digits } from "./digits.js";
import { exceeds } from "./exceeds.js";
import { PLANE, regional } from "./regional.js";
import type { PlanePoint } from "./study.js";
import { where } from "./where.js";

const faster = (down: number, up: number) => exceeds(-down, Math.abs(up));
const inPlane = ({ velocity: [w, l] }: PlanePoint) => faster(l, w);
const rates = ({ velocity: [w, l] }: PlanePoint) => `π_w' = ${digits(w)}, π_l' = ${digits(l)}`;

const TEXT = "The dispreferred probability is pushed down more than the preferred one is pushed up";

export const remark2 = regional({
  id: "remark-2",
  place: "Remark 2",
  title: "Remark 2: down more than up",
  text: `${TEXT}, at every moment.`,
  region: PLANE,
  score: inPlane,
  evidence: rates,
});

/** Relative rates, r' = π'/π. */
const relativeRates = ({ velocity, p }: PlanePoint): [number, number] => [
  velocity[0] / p[0],
  velocity[1] / p[1],
];

export const remark2LogRatio = regional({
  id: "remark-2-log-ratio",
  place: "Remark 2",
  title: "Remark 2: in log-ratios",
  text: `${TEXT}, where the gradient is taken in log-ratios and r = log π/π_ref is compared.`,
  region: PLANE,
  within: (study) => study.with({ geometry: { name: "log-ratio" } }),
  score: (point) => faster(relativeRates(point)[1], relativeRates(point)[0]),
  evidence: (point) => {
    const [r1, r2] = relativeRates(point);
    return `r1' = ${digits(r1)}, r2' = ${digits(r2)}`;
  },
});

export const remark2Softmax = regional({
  id: "remark-2-softmax",
  place: "Remark 2",
  title: "Remark 2: in softmax",
  text: `${TEXT}, where the gradient is taken in the logits of a softmax (then π_w + π_l < 1).`,
  region: PLANE,
  within: (study) => study.with({ geometry: { name: "softmax", others: 1 }, domain: "simplex", starts: {} }),
  score: inPlane,
  evidence: rates,
});

/** Starts along each axis of the plane. */
const STARTS = 6;

/** Runs end within this of where they would end exactly. */
const ACCURACY = 1e-6;

/**
 * What Remark 2 comes to in the end: the preferred response cannot gain more than the dispreferred one lost.
 */
export const remark2Bound: MeasurableClaim = {
  id: "remark-2-bound",
  place: "Remark 2",
  title: "Remark 2: bound on x₁",
  text: "The limited learning of the preferred response has a bound: x1 never ends above √(x1² + x2²) of its start.",
  measure(study) {
    const starts = Array.from({ length: STARTS * STARTS }, (_, k) =>
      study.at(((k % STARTS) + 0.5) / STARTS, (Math.floor(k / STARTS) + 0.5) / STARTS),
    ).flatMap((point) => point ?? []);
    const runs = starts.map(({ x, p }) => ({ p, x, final: study.end(x).x[0], bound: Math.hypot(...x) }));
    const excess = ({ final, bound }: (typeof runs)[number]) => final / bound - 1;
    const over = runs.filter((run) => excess(run) > ACCURACY);
    const judged = judge(runs.length - over.length, runs.length);
    const worst = over.toSorted((a, b) => excess(b) - excess(a))[0];
    const all = runs.map(({ p }) => p);
    const held = runs.filter((run) => !over.includes(run)).map(({ p }) => p);
    const free = study.with({ domain: "quadrant" });
    const { preferred, dispreferred } = study.settings.reference;
    const fromReference = free.at(preferred, dispreferred) && free.end([1, 1]).x[0];
    return {
      ...judged,
      examined: `${runs.length} runs`,
      holdsWhere: where(held, all),
      failsWhere: where(
        over.map(({ p }) => p),
        all,
      ),
      shareOfPlane: null,
      shareOfRuns: judged.share,
      worst: worst
        ? { p: worst.p, text: `x1 ends at ${digits(worst.final)}, the bound is ${digits(worst.bound)}` }
        : null,
      numbers:
        fromReference === undefined
          ? []
          : [
              `from x = (1, 1), where DPO starts, and without walls x1 ends at ${digits(fromReference)}; √2 = 1.41`,
            ],
    };
  },
};
