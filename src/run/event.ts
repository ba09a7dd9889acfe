import type { FaceName } from "../model/domains/registry.js";

/** The two responses of a pair, in the order of their log-ratios. */
export const COMPONENTS = ["preferred", "dispreferred"] as const;

/** One of the two responses of a pair. */
export type Component = (typeof COMPONENTS)[number];

/** Its place in (r1, r2). */
export const placeOf = (component: Component): 0 | 1 => (component === "preferred" ? 0 : 1);

/** Something that happened along a trajectory at time `t`. */
export interface RunEvent {
  t: number;
  kind: "reach-face" | "leave-face" | "kink" | "extinction";
  face?: FaceName;
  component?: Component;
}
