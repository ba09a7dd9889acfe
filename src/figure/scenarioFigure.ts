import type { Panel, Scenario } from "../scenario/schema.js";
import { compare } from "../simulate/compare.js";
import type { Result } from "../simulate/run.js";
import { type FigureOptions, figure } from "./figure.js";
import type { FigureSubjects } from "./kind.js";
import type { FigureSpec } from "./kit/spec.js";
import { kinds } from "./registry.js";
import type { ScenarioKind, ScenarioSubject } from "./scenarioKinds.js";

/** What a scenario has to be drawn from. */
export interface Drawable {
  scenario: Scenario;
  /** The one that figures of a single panel draw. */
  panel: Panel;
  /** Simulates the scenario; figures of the flow alone never ask. */
  result(): Result | Promise<Result>;
}

/** How a scenario gives each sort of subject that it can give. */
const subjects: { [From in ScenarioSubject]: (given: Drawable) => Promise<FigureSubjects[From]> } = {
  settings: async ({ panel }) => panel.settings,
  panel: async ({ panel, result }) => {
    const { panels } = await result();
    return panels.find((each) => each.panel === panel.name) ?? panels[0];
  },
  result: async ({ result }) => result(),
  comparison: async ({ scenario, result }) => ({
    comparison: compare([await result()]),
    scenarios: [scenario],
  }),
};

/** Draws a figure of a scenario, simulating it where the kind needs runs. */
export async function scenarioFigure<Kind extends ScenarioKind>(
  name: Kind,
  given: Drawable,
  options?: FigureOptions<Kind>,
): Promise<FigureSpec> {
  return figure(name, await subjects[kinds[name].from](given), options);
}
