import { runEndings } from "../../run/statuses/registry.js";
import type { Status } from "../../run/statuses/status.js";
import { error } from "./error.js";
import { outside } from "./outside.js";

/** Every way in which a cell of a sweep can end: as a run does, or without one. */
const all = { ...runEndings, outside, error } as const satisfies Readonly<Record<string, Status>>;

/** How a cell of a sweep ended. */
export type CellStatus = keyof typeof all;

/** Every way in which a cell of a sweep can end, by its status. */
export const cellEndings: Readonly<Record<CellStatus, Status>> = all;

/** The statuses in the order of the numbers that stand for them in arrays. */
export const STATUSES = (Object.keys(all) as CellStatus[]).sort((a, b) => all[a].code - all[b].code);

/** Statuses of a trajectory that could not be followed to its end. */
export const FAILURES: ReadonlySet<CellStatus> = new Set(
  STATUSES.filter((status) => cellEndings[status].outcome === "failed"),
);
