import { type Preset, presetOf } from "../presets.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "./element.js";
import { fillMenu } from "./fields/selectField.js";

/** The menu of scenarios to begin with, and what is said about the one that is shown. */
export interface PresetMenu {
  show(state: PageState): void;
}

/** Wires up the menu. */
export function createPresetMenu(
  presets: readonly Preset[],
  onChoose: (state: PageState) => void,
): PresetMenu {
  const menu = byId<HTMLSelectElement>("preset");
  fillMenu(menu, [{ value: "", text: "your own" }, ...presets.map(({ choice }) => choice)]);
  menu.addEventListener("change", () => {
    const preset = presets.find(({ choice }) => choice.value === menu.value);
    if (preset) onChoose(preset.state);
  });
  return {
    show(state) {
      const preset = presetOf(state, presets);
      menu.value = preset?.choice.value ?? "";
      const { description, source } = preset?.state ?? {};
      byId("preset-note").textContent = preset
        ? [description, source && `Source: ${source}.`].filter(Boolean).join(" ")
        : "Changed by hand.";
      byId("rerun").textContent = `Run the saved scenario with: dpo-flow run ./${state.name}.yaml`;
    },
  };
}
