import type { LossFamily } from "../loss.js";
import { dpo } from "./dpo.js";

/** Every loss by name. A new loss is one file and one line here. */
export const losses: Readonly<Record<string, LossFamily>> = { dpo };
