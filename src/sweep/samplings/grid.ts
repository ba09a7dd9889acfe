import { UsageError } from "../../errors.js";
import { checkWhole, unexpected } from "../../scenario/checks.js";
import type { Sampling } from "../sampling.js";
import { MAX_CELLS } from "./numbers.js";

/** Starts at the centres of nx × ny equal cells. */
export interface GridStarts {
  readonly kind: "grid";
  readonly nx: number;
  readonly ny: number;
}

const DEFAULT = "256x256";

export const grid: Sampling<GridStarts> = {
  kind: "grid",
  options: [
    {
      name: "grid",
      value: "nx×ny",
      help: `columns and rows of the grid, such as 400x300 (default: ${DEFAULT})`,
    },
  ],
  parse({ grid: text = DEFAULT }) {
    const match = /^(\d+)(?:[x×](\d+))?$/i.exec(text);
    const [nx, ny] = match ? [Number(match[1]), Number(match[2] ?? match[1])] : [0, 0];
    if (nx >= 1 && ny >= 1 && nx * ny <= MAX_CELLS) return { kind: "grid", nx, ny };
    throw new UsageError(
      `--grid: expected columns x rows such as 256x256, at most ${MAX_CELLS} cells, got ${JSON.stringify(text)}`,
    );
  },
  check({ nx, ny }) {
    checkWhole("starts.nx", nx, 1);
    checkWhole("starts.ny", ny, 1);
    if (nx * ny > MAX_CELLS) throw unexpected("starts", `at most ${MAX_CELLS} cells`, `${nx}x${ny}`);
  },
  layout: ({ nx, ny }) => ({
    rows: ny,
    columns: nx,
    shape: [ny, nx],
    cells: true,
    words: { caption: `${nx} × ${ny} starts`, table: `${nx} × ${ny} grid` },
    place(row, column, out) {
      out[0] = (column + 0.5) / nx;
      out[1] = (row + 0.5) / ny;
    },
  }),
  described: ({ nx, ny }) => ({ nx, ny }),
};
