import type { Flow } from "../model/flow.js";
import { integral } from "./quadrature.js";

/**
 * The time a margin loss takes from the margin of its start to another one, by quadrature: an independent
 * second way to compute a run, exact off the walls.
 *
 *     t(m) = ∫ dm / (−c(m)·L'(m))
 *
 * Sweeps have the same integrals from a table over many panels; this one shares only c(m) with them, on
 * purpose.
 *
 * @param flow of a loss of the margin alone
 * @param x0   start (x1, x2)
 * @returns    time as a function of the margin (Infinity: extinction), or undefined where there is no such
 *             clock
 */
export function marginClock(
  { loss, geometry: { motion } }: Flow,
  x0: readonly [number, number],
): ((margin: number) => number) | undefined {
  if (!loss.margin || !motion) return undefined;
  const logScale = motion.logScale(...x0);
  const force = new Float64Array(4);
  const from = Math.log(x0[0]) - Math.log(x0[1]);
  const pace = (m: number) => {
    loss.logForce(m, 0, force);
    return force[0] * Math.exp(-motion.logRate(m, logScale) - force[1]);
  };
  return (margin) => (margin >= from ? integral(pace, from, margin) : -integral(pace, margin, from));
}
