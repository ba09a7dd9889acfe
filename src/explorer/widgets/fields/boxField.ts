import { element } from "../element.js";
import type { SliderScale } from "./sliderScale.js";

/** A labelled box, with a slider where its numbers have a scale, and room to say what is wrong with it. */
export interface Field {
  readonly root: HTMLElement;
  set(value: unknown): void;
  /** Says what is wrong with what was typed; nothing where all is well. */
  problem(message: string): void;
}

/** What a field tells of itself, and whom it tells of its changes. */
export interface FieldOptions {
  /** Unique on the page. */
  id: string;
  label: string;
  slider?: SliderScale;
  /**
   * @param value a number where the text is one, otherwise the text itself, for the check to judge
   * @param live  whether more is coming at once, as while a slider moves
   */
  onChange(value: unknown, live: boolean): void;
}

/** What was typed: a number if it reads as one. */
export function typed(text: string): unknown {
  const trimmed = text.trim().replace(/^−/, "-");
  const number = Number(trimmed);
  return trimmed === "" || Number.isNaN(number) ? trimmed : number;
}

/** A number or text as a box shows it. */
export const shownText = (value: unknown): string => String(value);

/** A box with its label. */
export function createField({ id, label, slider, onChange }: FieldOptions): Field {
  const box = element("input", {
    type: "text",
    id,
    ...(slider ? { inputmode: "decimal" } : {}),
    "aria-describedby": `${id}-problem`,
    maxlength: "200",
  });
  const wrong = element("p", { class: "problem", id: `${id}-problem` });
  const row = element("div", { class: "row" });
  const range = slider && element("input", { type: "range", min: "0", max: String(slider.steps), step: "1" });
  if (range && slider) {
    range.setAttribute("aria-label", label);
    const slide = (live: boolean) => {
      const value = slider.value(Number(range.value));
      box.value = shownText(value);
      range.setAttribute("aria-valuetext", box.value);
      onChange(value, live);
    };
    range.addEventListener("input", () => slide(true));
    range.addEventListener("change", () => slide(false));
    row.append(range);
  }
  box.addEventListener("change", () => onChange(slider ? typed(box.value) : box.value.trim(), false));
  row.append(box);
  return {
    root: element("div", { class: "field" }, element("label", { for: id }, label), row, wrong),
    set(value) {
      const text = shownText(value);
      if (document.activeElement !== box || box.value.trim() === "" || typed(box.value) !== value) {
        box.value = text;
      }
      if (range && slider) {
        range.value = String(slider.position(Number(value)));
        range.setAttribute("aria-valuetext", text);
      }
    },
    problem(message) {
      wrong.textContent = message;
      if (message) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    },
  };
}
