import type { Panel, Scenario } from "../scenario/schema.js";
import type { Result } from "../simulate/run.js";
import type { FigureOptions } from "./figure.js";
import type { FigureSubjects, SubjectName } from "./kind.js";
import type { FigureSpec } from "./kit/spec.js";
import { FIGURE_KIND_NAMES, FIGURE_KINDS, type FigureKindName, kinds, type SubjectOf } from "./registry.js";

/** What a scenario has to be drawn from. */
export interface Drawable {
  scenario: Scenario;
  /** The one that figures of a single panel draw. */
  panel: Panel;
  /** Simulates the scenario; figures of the flow alone never ask. */
  result(): Result | Promise<Result>;
}

/** How a scenario gives each sort of subject that it can give. */
const OF_SCENARIO = {
  settings: async ({ panel }) => panel.settings,
  panel: async ({ panel, result }) => {
    const { panels } = await result();
    return panels.find((each) => each.panel === panel.name) ?? panels[0];
  },
  result: async ({ result }) => result(),
  comparison: async ({ scenario, result }) => {
    const { compare } = await import("../simulate/compare.js");
    return { comparison: compare([await result()]), scenarios: [scenario] };
  },
} satisfies { [From in SubjectName]?: (given: Drawable) => Promise<FigureSubjects[From]> };

/** Subjects that are one panel of a scenario. */
const OF_ONE_PANEL: readonly SubjectName[] = ["settings", "panel"];

type ScenarioSubject = keyof typeof OF_SCENARIO;

/** A kind of figure that is drawn from a scenario alone. */
export type ScenarioKind = {
  [Kind in FigureKindName]: SubjectOf[Kind] extends ScenarioSubject ? Kind : never;
}[FigureKindName];

const subjects: { [From in ScenarioSubject]: (given: Drawable) => Promise<FigureSubjects[From]> } =
  OF_SCENARIO;

const isOfScenario = (name: FigureKindName): name is ScenarioKind =>
  Object.hasOwn(OF_SCENARIO, FIGURE_KINDS[name].from);

/** The names of the kinds that are drawn from a scenario alone, in the order of the registry. */
export const SCENARIO_KINDS: readonly ScenarioKind[] = FIGURE_KIND_NAMES.filter(isOfScenario);

/** Whether a kind draws one panel of a scenario that has several. */
export const drawsOnePanel = (name: FigureKindName): boolean =>
  OF_ONE_PANEL.includes(FIGURE_KINDS[name].from);

/** Draws a figure of a scenario, simulating it where the kind needs runs. */
export async function scenarioFigure<Kind extends ScenarioKind>(
  name: Kind,
  given: Drawable,
  options?: FigureOptions<Kind>,
): Promise<FigureSpec> {
  const { figure } = await import("./figure.js");
  return figure(name, await subjects[kinds[name].from](given), options);
}
