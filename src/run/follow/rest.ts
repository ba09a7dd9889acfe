import type { Flow } from "../../model/flow.js";
import { attractorFinder } from "./attractor.js";
import { minimumFinder } from "./minimum.js";
import { branchOf, type Mode } from "./mode.js";
import type { RestFinder } from "./newton.js";

/**
 * Looks for the rest point that a trajectory in `mode` approaches: a minimum where the loss is a potential.
 */
export const restFinder = (flow: Flow, mode: Mode): RestFinder =>
  branchOf(flow, mode).loss.conservative ? minimumFinder(flow, mode) : attractorFinder(flow, mode);
