import { checkWhole } from "../../scenario/checks.js";
import type { Sampling } from "../sampling.js";
import { MAX_CELLS, wholeNumber } from "./numbers.js";
import { uniform } from "./uniform.js";

/** Starts drawn at random, evenly over the box. */
export interface RandomStarts {
  readonly kind: "random";
  readonly count: number;
  /** A whole number below 2³²: the same seed gives the same starts everywhere. */
  readonly seed: number;
}

/** Draws mix 32 bits of it. */
const MAX_SEED = 2 ** 32 - 1;

export const random: Sampling<RandomStarts> = {
  kind: "random",
  options: [
    { name: "random", value: "n", help: "n starts at random in place of a grid; arrays have shape [n]" },
    {
      name: "seed",
      value: "s",
      help: "of the random starts (default: 1)",
      alone: "only a random sample has a seed; add --random N",
    },
  ],
  parse({ random: count = "", seed = "1" }) {
    const checked = wholeNumber("--seed", seed, 0, MAX_SEED);
    return { kind: "random", count: wholeNumber("--random", count, 1, MAX_CELLS), seed: checked };
  },
  check({ count, seed }) {
    checkWhole("starts.count", count, 1, MAX_CELLS);
    checkWhole("starts.seed", seed, 0, MAX_SEED);
  },
  layout: ({ count, seed }) => ({
    rows: count,
    columns: 1,
    shape: [count],
    cells: false,
    words: { caption: `${count} random starts`, table: `${count} random starts` },
    place(row, _column, out) {
      out[0] = uniform(seed, row, 0);
      out[1] = uniform(seed, row, 1);
    },
  }),
  described: ({ count, seed }) => ({ random: count, seed }),
};
