import { checkList, checkRange } from "../scenario/checks.js";
import { knownOptions, oneOf } from "../scenario/oneOf.js";
import { checkSubject } from "./checkSubject.js";
import type { FigureSubjects, KindOptions } from "./kind.js";
import type { FigureSpec } from "./kit/spec.js";
import { measureText } from "./kit/text/measure.js";
import { createStyle, DETAILS, PRESET_NAMES, type PresetName } from "./kit/theme.js";
import { FIGURE_KIND_NAMES, type FigureKindName, type HeededBy, kinds, type SubjectOf } from "./registry.js";

/** Total widths that can be asked for, in points: an inch, and more than any page or screen has. */
export const WIDTHS = { least: 72, most: 4000 };

/** What every kind of figure can be asked for. */
export interface Sizing {
  /** Place of publication, which decides all sizes; default: `screen`. */
  preset?: PresetName | undefined;
  /** Total width in points, in place of the preset's. */
  width?: number | undefined;
}

/** What a kind of figure can be asked for. */
export type FigureOptions<Kind extends FigureKindName> = Sizing & Pick<KindOptions, HeededBy[Kind]>;

/** What a kind of figure is drawn from. */
export type FigureSubject<Kind extends FigureKindName> = FigureSubjects[SubjectOf[Kind]];

/**
 * Draws a figure: a self-contained Vega-Lite v6 specification with its data inline, and in `usermeta` what it
 * was made from, so that `dpo-flow run figure.vl.json` computes it again. The same arguments give the same
 * bytes.
 *
 * @param kind    `landscape` and `field` are drawn from the settings of a panel; `phase-plane` from what
 *                `simulate` gives; `time-series` from one of its panels; `convergence` from a comparison;
 *                `heatmap` from a sweep; `claims` from measured claims; `training-log` and
 *                `training-log-time` from analysed logs
 * @param subject what it is drawn from
 * @param options sizes, and what this kind heeds besides; lengths are in points
 * @returns       what `render` turns into a picture, exactly as wide as asked for
 * @throws UsageError for a kind, a preset or an option that there is not, an option that this kind does not
 *   heed, a width that is none, or a subject of another kind
 * @throws FigureError where it cannot be drawn as asked
 * @example
 * ```js
 * import { figure, parseScenario, simulate } from "dpo-flow";
 *
 * const result = simulate(parseScenario("starts: { weak: [0.1, 0.1] }", "mine"));
 * const spec = await figure("phase-plane", result, { preset: "acl" });
 * const series = await figure("time-series", result.panels[0], { logTime: true });
 * console.log(spec.$schema);
 * console.log(series.usermeta["dpo-flow"].figure);
 * // https://vega.github.io/schema/vega-lite/v6.json
 * // time-series
 * ```
 */
export async function figure<Kind extends FigureKindName>(
  kind: Kind,
  subject: FigureSubject<Kind>,
  options?: FigureOptions<Kind>,
): Promise<FigureSpec> {
  oneOf("unknown kind of figure", kind, FIGURE_KIND_NAMES);
  checkSubject(kind, kinds[kind].from, subject);
  const given: Sizing & KindOptions = options ?? {};
  checkOptions(kind, given);
  const { preset = "screen", width, details, ...asked } = given;
  const style = createStyle(preset, measureText, {
    ...(width !== undefined && { width }),
    ...(details && { details }),
  });
  const draw = await kinds[kind].load();
  return draw(subject, style, asked);
}

/**
 * @throws UsageError where an option is not known or means nothing for a kind, or its value is of another
 *         sort
 */
function checkOptions(kind: FigureKindName, options: Sizing & KindOptions): void {
  knownOptions(`a figure of the kind ${kind}`, options, ["preset", "width", ...kinds[kind].heeds]);
  const { preset, width, details } = options;
  if (preset !== undefined) oneOf("preset: unknown", preset, PRESET_NAMES);
  if (width !== undefined) checkRange("width", width, WIDTHS, "points");
  if (details === undefined) return;
  checkList("details", details, `a list of names such as ${JSON.stringify([DETAILS[0]])}`);
  for (const detail of details) oneOf("details: unknown", detail, DETAILS);
}
