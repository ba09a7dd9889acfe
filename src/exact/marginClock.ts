import type { Flow } from "../model/flow.js";
import type { Panel } from "../scenario/schema.js";
import { integral } from "./quadrature.js";

/** log cosh m without overflow. */
const logCosh = (m: number) => Math.abs(m) + Math.log1p(Math.exp(-2 * Math.abs(m))) - Math.LN2;

/**
 * log of the factor c(m) in m' = −c(m)·L'(m), the clock of a loss of the margin alone off all walls; undefined
 * for a geometry without such a clock.
 *
 * `ratio` and `probability` conserve R², which turns K into a function of m; `log-ratio` and `kernel` are
 * constant.
 */
function logRate(
  settings: Panel["settings"],
  [x1, x2]: readonly [number, number],
): ((m: number) => number) | undefined {
  const { geometry, reference } = settings;
  const { preferred: pw, dispreferred: pl } = reference;
  switch (geometry.name) {
    case "ratio": {
      const shift = Math.log(4) - 2 * Math.log(Math.hypot(x1, x2));
      return (m) => shift + 2 * logCosh(m);
    }
    case "probability": {
      const shift = Math.log(4) - 2 * Math.log(Math.hypot(x1 * pw, x2 * pl));
      const tilt = Math.log(pw / pl);
      return (m) => shift + 2 * logCosh(m + tilt);
    }
    case "log-ratio":
      return () => Math.LN2;
    case "kernel": {
      const [k11, k12, k22] = geometry.matrix as [number, number, number];
      return () => Math.log(k11 - 2 * k12 + k22);
    }
    default:
      return undefined;
  }
}

/**
 * The time a margin loss takes from the margin of its start to another one, by quadrature: an independent second
 * way to compute a run, exact off the walls.
 *
 *     t(m) = ∫ dm / (−c(m)·L'(m))
 *
 * @param flow of a loss of the margin alone
 * @param x0   start (x1, x2)
 * @returns    time as a function of the margin (Infinity: extinction), or undefined where there is no such clock
 */
export function marginClock(
  settings: Panel["settings"],
  flow: Flow,
  x0: readonly [number, number],
): ((margin: number) => number) | undefined {
  const rate = flow.loss.margin ? logRate(settings, x0) : undefined;
  if (!rate) return undefined;
  const force = new Float64Array(4);
  const from = Math.log(x0[0]) - Math.log(x0[1]);
  const pace = (m: number) => {
    flow.loss.logForce(m, 0, force);
    return force[0] * Math.exp(-rate(m) - force[1]);
  };
  return (margin) => (margin >= from ? integral(pace, from, margin) : -integral(pace, margin, from));
}
