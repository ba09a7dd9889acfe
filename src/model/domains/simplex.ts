import type { Reference } from "../reference.js";
import type { Barrier, DomainFamily } from "./family.js";

function barrier({ preferred, dispreferred }: Reference): Barrier {
  const log = [Math.log(preferred), Math.log(dispreferred)];
  /** log(π_w + π_l), stable at any size of either. */
  const logSum = (r1: number, r2: number) => {
    const a = r1 + log[0];
    const b = r2 + log[1];
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  };
  return {
    value: logSum,
    normal: (r1, r2, out) => {
      const a = r1 + log[0];
      const b = r2 + log[1];
      const top = Math.max(a, b);
      out[0] = Math.exp(a - top);
      out[1] = Math.exp(b - top);
    },
    logNormal: (r1, r2, out) => {
      const a = r1 + log[0];
      const b = r2 + log[1];
      const top = Math.max(a, b);
      out[0] = a - top;
      out[1] = b - top;
    },
    snap: (r) => {
      const excess = logSum(r[0], r[1]);
      r[0] -= excess;
      r[1] -= excess;
    },
  };
}

/** π_w + π_l ≤ 1: both are responses to one prompt and share its probability. */
export const simplex = {
  name: "simplex",
  meaning: "their sum ≤ 1",
  reach: [1, 1],
  walls: [
    {
      name: "simplex",
      barrier,
      line: [
        [0, 1],
        [1, 0],
      ],
      beyond: [
        [0, 1],
        [1, 0],
        [Number.POSITIVE_INFINITY, 0],
        [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
        [0, Number.POSITIVE_INFINITY],
      ],
      refusal: (x, { preferred, dispreferred }) =>
        `outside the simplex: π_w + π_l = ${x[0] * preferred + x[1] * dispreferred}, which must not exceed 1`,
    },
  ],
} as const satisfies DomainFamily;
