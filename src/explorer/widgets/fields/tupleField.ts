import { element } from "../element.js";
import { type FieldOptions, type FormField, shownText, typed } from "./formField.js";

/**
 * A row of boxes for a fixed number of numbers.
 *
 * @param names what each number is called, for those who do not see where it stands
 */
export function createTupleField(
  { id, label, onChange }: Omit<FieldOptions, "slider">,
  names: readonly string[],
): FormField {
  const wrong = element("p", { class: "problem", id: `${id}-problem` });
  const boxes = names.map((name) =>
    element("input", {
      type: "text",
      inputmode: "decimal",
      "aria-label": name,
      "aria-describedby": `${id}-problem`,
      maxlength: "40",
    }),
  );
  const row = element(
    "div",
    { class: "row many", role: "group", "aria-labelledby": `${id}-label` },
    ...boxes,
  );
  for (const box of boxes) {
    box.addEventListener("change", () =>
      onChange(
        boxes.map(({ value }) => typed(value)),
        false,
      ),
    );
  }
  return {
    root: element(
      "div",
      { class: "field" },
      element("p", { class: "label", id: `${id}-label` }, label),
      row,
      wrong,
    ),
    set(value) {
      const values = value as readonly unknown[];
      for (const [i, box] of boxes.entries()) box.value = shownText(values[i]);
    },
    problem(message) {
      wrong.textContent = message;
      for (const box of boxes) {
        if (message) box.setAttribute("aria-invalid", "true");
        else box.removeAttribute("aria-invalid");
      }
    },
  };
}
