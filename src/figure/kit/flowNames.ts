import type { Loss } from "../../model/loss.js";
import type { PlaneFamily } from "../../model/planes/family.js";
import { planes } from "../../model/planes/registry.js";
import type { PanelResult } from "../../simulate/run.js";

/** What a figure may call a flow, its speed and its time. */
export interface FlowNames {
  /** As a title: no full stop. */
  title: string;
  /** In a sentence: no capital. */
  flow: string;
  speed: string;
  /** Its time, as the title of an axis. */
  time: string;
}

/**
 * Names of a flow: that of a gradient only where the force of the loss is one, and its speed the gradient's length only
 * where the plane's coordinates are the geometry's besides.
 */
export function flowNames(
  { conservative }: Pick<Loss, "conservative">,
  { geometry, figure }: Pick<PanelResult["settings"], "geometry" | "figure">,
): FlowNames {
  if (!conservative)
    return { title: "Flow", flow: "flow of the loss's force", speed: "speed", time: "time t" };
  const plane: PlaneFamily = planes[figure.plane];
  return {
    title: "Gradient flow",
    flow: "gradient flow of the loss",
    speed: geometry.name === plane.geometry ? "|∇L|" : "speed",
    time: "gradient-flow time t",
  };
}
