import type { Result } from "../../../simulate/run.js";
import type { FigureSpec } from "../../kit/spec.js";
import type { Style } from "../../kit/theme.js";
import { onePlane } from "./onePlane.js";
import { smallMultiples } from "./smallMultiples.js";

/** The phase plane of a scenario: one plane, or one for each panel where the scenario varies something. */
export const phasePlane = (result: Result, style: Style): FigureSpec =>
  result.scenario.vary ? smallMultiples(result, style) : onePlane(result.panels[0], style);
