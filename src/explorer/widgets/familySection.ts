import type { GeometryFamily } from "../../model/geometry.js";
import type { LossFamily } from "../../model/loss.js";
import { parameterFacts } from "../../model/parameterFacts.js";
import type { FieldSet } from "./fieldSet.js";
import { parameterField } from "./fields/parameterField.js";

/** The fields for the parameters of whichever loss or geometry is chosen. */
export interface FamilySection {
  /** @returns whether another one was shown before */
  show(name: string): boolean;
}

/**
 * Fields for the parameters of a loss or a geometry, made from its schema.
 *
 * @param root     key of the scenario, and beginning of the id of the element that holds the fields
 * @param onChange tells that another value is wanted at a path; `live` while more will follow at once
 */
export function createFamilySection(
  root: "loss" | "geometry",
  families: Readonly<Record<string, Pick<LossFamily | GeometryFamily, "parameters">>>,
  fields: FieldSet,
  onChange: (path: string) => (value: unknown, live: boolean) => void,
): FamilySection {
  const host = `${root}-parameters`;
  let shown = "";
  return {
    show(name) {
      if (name === shown) return false;
      shown = name;
      fields.empty(host);
      for (const facts of parameterFacts(families[name].parameters)) {
        const path = `${root}.${facts.name}`;
        fields.place(host, path, parameterField(facts, { id: path, onChange: onChange(path) }));
      }
      return true;
    },
  };
}
