import { extinct } from "./extinct.js";
import { horizon } from "./horizon.js";
import { nonFinite } from "./non-finite.js";
import { outOfDomain } from "./out-of-domain.js";
import { stationary } from "./stationary.js";
import type { RunEnding } from "./status.js";
import { stepLimit } from "./step-limit.js";

/** Every way in which a run can end, by its status. A new one is one file and its line here. */
export const runEndings = {
  extinct,
  stationary,
  horizon,
  "step-limit": stepLimit,
  "non-finite": nonFinite,
  "out-of-domain": outOfDomain,
} as const satisfies Readonly<Record<string, RunEnding>>;

/** How a run ended. What a run that failed had computed until then is kept. */
export type RunStatus = keyof typeof runEndings;

/** All that is known about how a run with this status ended. */
export const endingOf = (status: RunStatus): RunEnding => runEndings[status];

/** Whether a run with this status could not be followed to its end. */
export const hasFailed = (status: RunStatus): boolean => endingOf(status).outcome === "failed";
