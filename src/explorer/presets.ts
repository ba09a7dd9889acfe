import { panelCaption } from "../figure/kit/captions.js";
import { expand } from "../scenario/expand.js";
import type { Scenario } from "../scenario/schema.js";
import { type PageState, sameState } from "./store/pageState.js";
import type { Choice } from "./widgets/fields/selectField.js";

/** A panel of a scenario to begin with. */
export interface Preset {
  state: PageState;
  choice: Choice;
}

/** One preset for each panel of each scenario, in the order given. */
export function presetsOf(scenarios: readonly Scenario[]): Preset[] {
  const panels = scenarios.flatMap((scenario) => {
    const all = expand(scenario);
    return all.map(({ name, settings }) => ({
      state: settings,
      text: all.length > 1 ? panelCaption({ panel: name }) : scenario.title,
      ...(all.length > 1 && { group: scenario.title }),
    }));
  });
  return panels.map(({ state, ...choice }, i) => ({ state, choice: { value: String(i), ...choice } }));
}

/** The preset that a state is, if it is one. */
export const presetOf = (state: PageState, presets: readonly Preset[]): Preset | undefined =>
  presets.find((preset) => sameState(preset.state, state));
