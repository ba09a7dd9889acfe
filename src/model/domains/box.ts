import type { DomainFamily } from "./family.js";

const refusal = (symbol: string, i: 0 | 1, p: number, x: readonly [number, number]) =>
  `outside the box: ${symbol} = x${i + 1}·p = ${x[i] * p}, which must not exceed 1 (x${i + 1} ≤ ${1 / p}); use domain: quadrant to lift the limit`;

/** π_w ≤ 1 and π_l ≤ 1: each probability has its limit, as if the responses belonged to different prompts. */
export const box = {
  name: "box",
  meaning: "each probability ≤ 1",
  reach: [1, 1],
  walls: [
    {
      name: "preferred-max",
      barrier: ({ preferred }) => ({
        value: (r1) => r1 + Math.log(preferred),
        normal: (_r1, _r2, out) => {
          out[0] = 1;
          out[1] = 0;
        },
        logNormal: (_r1, _r2, out) => {
          out[0] = 0;
          out[1] = -Infinity;
        },
        snap: (r) => {
          r[0] = -Math.log(preferred);
        },
      }),
      line: [
        [1, 0],
        [1, 1],
      ],
      beyond: [
        [1, 0],
        [1, Number.POSITIVE_INFINITY],
        [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
        [Number.POSITIVE_INFINITY, 0],
      ],
      refusal: (x, { preferred }) => refusal("π_w", 0, preferred, x),
    },
    {
      name: "dispreferred-max",
      barrier: ({ dispreferred }) => ({
        value: (_r1, r2) => r2 + Math.log(dispreferred),
        normal: (_r1, _r2, out) => {
          out[0] = 0;
          out[1] = 1;
        },
        logNormal: (_r1, _r2, out) => {
          out[0] = -Infinity;
          out[1] = 0;
        },
        snap: (r) => {
          r[1] = -Math.log(dispreferred);
        },
      }),
      line: [
        [0, 1],
        [1, 1],
      ],
      beyond: [
        [0, 1],
        [0, Number.POSITIVE_INFINITY],
        [1, Number.POSITIVE_INFINITY],
        [1, 1],
      ],
      refusal: (x, { dispreferred }) => refusal("π_l", 1, dispreferred, x),
    },
  ],
} as const satisfies DomainFamily;
