import { computed } from "../figure/kit/captions.js";
import type { Panel } from "../scenario/schema.js";

/** The plane that claims were measured in; β is left out, which the findings vary. */
export function claimsHeading(settings: Panel["settings"]): string {
  const { beta: _beta, ...loss } = settings.loss;
  return computed({ ...settings, loss: { ...loss, name: settings.loss.name } }).join(" · ");
}
