import type { Status } from "../../run/statuses/status.js";

export const error = {
  code: 7,
  meaning: "the program broke down over this cell",
  outcome: "failed",
  colour: "#B3261E",
} as const satisfies Status;
