import { element } from "../element.js";
import { type FieldOptions, type FormField, shownText, typed } from "./formField.js";

/** A labelled box, with a slider where its numbers have a scale. */
export function createBoxField({ id, label, slider, onChange }: FieldOptions): FormField {
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
