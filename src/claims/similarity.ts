import { judge, type MeasurableClaim } from "./claim.js";
import { digits } from "./digits.js";
import { PLANE, regional } from "./regional.js";
import type { PlanePoint, Study } from "./study.js";

/**
 * Share of its rise that the preferred response loses to the step for the dispreferred one; below 0 if it
 * gains.
 */
function weakening({ flow }: Study, { x }: PlanePoint): number {
  const [r1, r2] = x.map(Math.log);
  const force = new Float64Array(4);
  const v = new Float64Array(2);
  flow.loss.logForce(r1, r2, force);
  const together = Math.exp(flow.geometry.velocity(r1, r2, force, v)) * v[0];
  const alone =
    Math.exp(flow.geometry.velocity(r1, r2, Float64Array.of(force[0], force[1], 0, -Infinity), v)) * v[0];
  return 1 - together / alone;
}

const TEXT = "The more alike two responses are, the less DPO learns of the preferred one";

export const similarInField = regional({
  id: "similarity",
  place: "§3.3.1",
  title: "§3.3.1: similar responses",
  text: `${TEXT}: the step for the dispreferred response takes from the rise of the preferred one.`,
  region: PLANE,
  score: (point, study) => weakening(study, point) - 1e-12,
  evidence: (point, study) => {
    const share = 100 * weakening(study, point);
    return Math.abs(share) < 1e-10
      ? "the step for one does not act on the other"
      : `it takes ${digits(share)} % of the rise`;
  },
});

/** Kernels between two responses, from unlike to alike, beside k11 = 1 and k22 = 2. */
const KERNELS = [0, 0.25, 0.5, 0.75, 1];

/** The same where the two responses share a network, as a function of their kernel. */
export const similarInKernel: MeasurableClaim = {
  id: "similarity-kernel",
  place: "§3.3.1",
  title: "§3.3.1: in kernel geometry",
  text: `${TEXT}: in a network that both share, r1' falls as the kernel k12 approaches k11.`,
  measure(study) {
    const { preferred, dispreferred } = study.settings.reference;
    const start = study.at(preferred, dispreferred) ?? study.grid.find((point) => point !== undefined);
    const speeds = KERNELS.map((k12) => {
      const other = study.with({
        geometry: { name: "kernel", matrix: [1, k12, 2] },
        domain: "quadrant",
        starts: {},
      });
      const point = start && other.at(...start.p);
      return point ? point.velocity[0] / point.p[0] : Number.NaN;
    });
    const falls = speeds.slice(1).map((speed, i) => speed < speeds[i]);
    const judged = judge(falls.filter(Boolean).length, start ? falls.length : 0);
    const broken = falls.indexOf(false);
    const names = (held: boolean) =>
      KERNELS.slice(1)
        .filter((_, i) => falls[i] === held)
        .join(", ");
    return {
      ...judged,
      examined: `${falls.length} steps of k12 from 0 to 1, with k11 = 1 and k22 = 2`,
      holdsWhere: judged.share === 0 ? "nowhere" : `k12 = ${names(true)}`,
      failsWhere: judged.share === 1 ? "nowhere" : `k12 = ${names(false)}`,
      shareOfPlane: null,
      shareOfRuns: null,
      worst:
        broken < 0 || !start
          ? null
          : { p: start.p, text: `r1' goes from ${digits(speeds[broken])} to ${digits(speeds[broken + 1])}` },
      numbers: [`r1' = ${speeds.map(digits).join(", ")} at k12 = ${KERNELS.join(", ")}`],
    };
  },
};
