import type { ParameterFacts } from "../../../model/parameterFacts.js";
import { createBoxField } from "./boxField.js";
import type { FieldOptions, FormField } from "./formField.js";
import { createSelectField } from "./selectField.js";
import { rangeOf, sliderScale } from "./sliderScale.js";
import { createTupleField } from "./tupleField.js";

/** The control that suits a parameter of a loss or a geometry: a slider with a box, a menu, or a row of boxes. */
export function parameterField(
  facts: ParameterFacts,
  options: Omit<FieldOptions, "slider" | "label">,
): FormField {
  const labelled = { ...options, label: facts.description };
  const { enum: choices, items } = facts.schema as { enum?: string[]; items?: unknown[] };
  if (choices) {
    return createSelectField(
      labelled,
      choices.map((value) => ({ value, text: value })),
    );
  }
  if (items) {
    const [, names = ""] = /^\[([^\]]*)\]/.exec(facts.description) ?? [];
    const parts = names.split(",").map((name) => name.trim());
    return createTupleField(
      labelled,
      items.map((_, i) => parts[i] || `${facts.name} ${i + 1}`),
    );
  }
  const range = rangeOf(facts);
  return createBoxField(range ? { ...labelled, slider: sliderScale(range) } : labelled);
}
