import type { FaceName } from "../model/domains/registry.js";

/** One of the two responses of a pair. */
export type Component = "preferred" | "dispreferred";

/** Something that happened along a trajectory at time `t`. */
export interface RunEvent {
  t: number;
  kind: "reach-face" | "leave-face" | "kink" | "extinction";
  face?: FaceName;
  component?: Component;
}
