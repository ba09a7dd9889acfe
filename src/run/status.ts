/** How a run ended. The last three are failures: what was computed until then is kept. */
export type RunStatus = "extinct" | "stationary" | "horizon" | "step-limit" | "non-finite" | "out-of-domain";
