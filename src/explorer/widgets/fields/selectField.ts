import { element } from "../element.js";
import type { FieldOptions, FormField } from "./formField.js";

/** Choices of a menu: those with the same group stand together under its name. */
export interface Choice {
  value: string;
  text: string;
  group?: string;
}

/** Fills a menu. */
export function fillMenu(menu: HTMLSelectElement, choices: readonly Choice[]): void {
  const groups = new Map<string, HTMLElement>();
  const options = choices.flatMap(({ value, text, group }) => {
    const option = element("option", { value }, text);
    if (group === undefined) return [option];
    const known = groups.get(group);
    if (known) {
      known.append(option);
      return [];
    }
    const made = element("optgroup", { label: group }, option);
    groups.set(group, made);
    return [made];
  });
  menu.replaceChildren(...options);
}

/** A menu with its label. */
export function createSelectField(
  { id, label, onChange }: Omit<FieldOptions, "slider">,
  choices: readonly Choice[],
): FormField {
  const menu = element("select", { id });
  fillMenu(menu, choices);
  menu.addEventListener("change", () => onChange(menu.value, false));
  return {
    root: element("div", { class: "field" }, element("label", { for: id }, label), menu),
    set: (value) => {
      menu.value = String(value);
    },
    problem: () => {},
  };
}
