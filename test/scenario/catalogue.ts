import { z } from "zod";
import type { Catalogue } from "../../src/scenario/catalogue.js";

const positive = (description: string) => z.number().gt(0).describe(description);

/** A stand-in with several losses and geometries, so that the tests of the loader do not wait for them. */
export const catalogue: Catalogue = {
  losses: {
    dpo: { parameters: z.strictObject({ beta: positive("β").default(0.1) }) },
    ipo: { parameters: z.strictObject({ tau: positive("τ").default(0.5) }) },
    cdpo: {
      parameters: z.strictObject({
        beta: positive("β").default(0.1),
        epsilon: z.number().gte(0).lt(0.5).default(0.1),
      }),
    },
  },
  geometries: {
    ratio: { parameters: z.strictObject({}) },
    kernel: {
      parameters: z
        .strictObject({ k11: positive("k11"), k12: z.number().default(0), k22: positive("k22").default(1) })
        .refine(({ k11, k12, k22 }) => k12 * k12 <= k11 * k22, "k12² must not exceed k11·k22"),
    },
  },
  domains: {
    quadrant: { meaning: "x > 0", violation: () => undefined },
    box: {
      meaning: "each probability ≤ 1",
      violation: ([x1, x2], { preferred, dispreferred }) =>
        x1 * preferred > 1 || x2 * dispreferred > 1 ? "outside the box" : undefined,
    },
    simplex: {
      meaning: "their sum ≤ 1",
      violation: ([x1, x2], { preferred, dispreferred }) =>
        x1 * preferred + x2 * dispreferred > 1 ? "outside the simplex" : undefined,
    },
  },
  planes: {
    ratio: { meaning: "probability ratios x" },
    "log-ratio": { meaning: "their logarithms" },
  },
};
