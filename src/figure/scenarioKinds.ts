import type { SubjectName } from "./kind.js";
import { FIGURE_KIND_NAMES, FIGURE_KINDS, type FigureKindName, type SubjectOf } from "./registry.js";

/** The sorts of subject that a scenario can give; `scenarioFigure` says how. */
const SCENARIO_SUBJECTS = [
  "settings",
  "panel",
  "result",
  "comparison",
] as const satisfies readonly SubjectName[];

/** Subjects that are one panel of a scenario. */
const OF_ONE_PANEL: readonly SubjectName[] = ["settings", "panel"];

export type ScenarioSubject = (typeof SCENARIO_SUBJECTS)[number];

/** A kind of figure that is drawn from a scenario alone. */
export type ScenarioKind = {
  [Kind in FigureKindName]: SubjectOf[Kind] extends ScenarioSubject ? Kind : never;
}[FigureKindName];

const isOfScenario = (name: FigureKindName): name is ScenarioKind =>
  SCENARIO_SUBJECTS.some((subject) => subject === FIGURE_KINDS[name].from);

/** The names of the kinds that are drawn from a scenario alone, in the order of the registry. */
export const SCENARIO_KINDS: readonly ScenarioKind[] = FIGURE_KIND_NAMES.filter(isOfScenario);

/** Whether a kind draws one panel of a scenario that has several. */
export const drawsOnePanel = (name: FigureKindName): boolean =>
  OF_ONE_PANEL.includes(FIGURE_KINDS[name].from);
