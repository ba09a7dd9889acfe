import type { Status } from "../../run/statuses/status.js";

export const outside = {
  code: 6,
  meaning: "not a start: beyond a wall, or where the loss or the geometry is not defined",
  outcome: "none",
  colour: "#F0F1F3",
} as const satisfies Status;
