import { digits, pair } from "./digits.js";
import { exceeds } from "./exceeds.js";
import { PLANE, regional } from "./regional.js";
import type { PlanePoint, Study } from "./study.js";

/** Numerical derivatives of the loss, which are not told what its gradient is, agree to so many digits. */
const AGREE = 1e-6;

/** Rounding of a ratio of gradients. */
const ROUNDING = 1e-9;

/** (∂L/∂x1, ∂L/∂x2) by central differences of fourth order of the loss in log-ratios. */
function differences({ flow }: Study, { x }: PlanePoint): [number, number] {
  const [r1, r2] = x.map(Math.log);
  const h = 1e-3;
  const along = (f: (d: number) => number) => (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
  return [along((d) => flow.loss.value(r1 + d, r2)) / x[0], along((d) => flow.loss.value(r1, r2 + d)) / x[1]];
}

/** The two derivatives as Theorem 1 has them. */
function theorem(beta: number, [x1, x2]: readonly [number, number]): [number, number] {
  const total = x1 ** beta + x2 ** beta;
  return [(-beta * x2 ** beta) / (x1 * total), (beta * x2 ** (beta - 1)) / total];
}

/** Largest relative deviation from Theorem 1. */
function deviation(study: Study, point: PlanePoint): number {
  const measured = differences(study, point);
  const claimed = theorem(study.beta ?? 0.1, point.x);
  return Math.max(...claimed.map((value, i) => Math.abs(measured[i] / value - 1)));
}

/** |∂L/∂x1| / |∂L/∂x2|; NaN at rest. */
const ratio = ({ slope }: PlanePoint) => Math.abs(slope[0]) / Math.abs(slope[1]);

export const theorem1 = regional({
  id: "theorem-1",
  place: "Theorem 1",
  title: "Theorem 1: the gradient",
  text: "∂L/∂x1 = −β x2^β / (x1 (x1^β + x2^β)) and ∂L/∂x2 = β x2^(β−1) / (x1^β + x2^β).",
  region: PLANE,
  score: (point, study) => AGREE - deviation(study, point),
  evidence: (point, study) => {
    const [measured, claimed] = [differences(study, point), theorem(study.beta ?? 0.1, point.x)];
    return `the gradient is ${pair(measured)}, the theorem says ${pair(claimed)}`;
  },
});

export const corollary1 = regional({
  id: "corollary-1",
  place: "Corollary 1",
  title: "Corollary 1: ratio x₂/x₁",
  text: "|∂L/∂x1| : |∂L/∂x2| = x2 : x1, whatever β.",
  region: PLANE,
  score: (point) => ROUNDING - Math.abs((ratio(point) * point.x[0]) / point.x[1] - 1),
  evidence: (point) => `the ratio is ${digits(ratio(point))}, x2/x1 is ${digits(point.x[1] / point.x[0])}`,
});

export const remark1 = regional({
  id: "remark-1",
  place: "Remark 1",
  title: "Remark 1: x₂ falls faster",
  text: "x2/x1 < 1 for any pair: the dispreferred probability falls faster than the preferred one rises.",
  region: PLANE,
  score: (point) => exceeds(1, ratio(point)),
  evidence: (point) => `|∂L/∂x1| is ${digits(ratio(point))} times |∂L/∂x2|`,
  numbers: ({ at, settings }) => {
    const start = at(settings.reference.preferred, settings.reference.dispreferred);
    return start ? [`at x = (1, 1), where DPO starts, the ratio is ${digits(ratio(start))}`] : [];
  },
});
