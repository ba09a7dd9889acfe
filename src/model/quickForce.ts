import type { Loss } from "./loss.js";
import { isSafe } from "./safeRange.js";

/** The force of a loss, in plain doubles where these hold it and by logarithms elsewhere, into `out`, shape (2,). */
export function quickForce({ plainForce, force }: Loss): Loss["force"] {
  if (!plainForce) return force;
  return (r1, r2, out) => {
    plainForce(r1, r2, out);
    if (!isSafe(out[0]) || !isSafe(out[1])) force(r1, r2, out);
  };
}
