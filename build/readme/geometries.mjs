import { geometries } from "../../dist/model/geometries/registry.js";
import { parameterFacts } from "../../dist/model/parameterFacts.js";
import { DEFAULTS } from "../../dist/scenario/defaults.js";
import { code, table } from "./markdown.mjs";

const named = (name) => (name === DEFAULTS.geometry.name ? `${code(name)} (default)` : code(name));

const parametersOf = ({ parameters }) =>
  parameterFacts(parameters)
    .map(
      ({ name, description, default: standard }) =>
        `${code(name)}: ${description} (default ${JSON.stringify(standard).replaceAll(",", ", ")})`,
    )
    .join("; ");

export const geometrySections = {
  /** What each geometry is. */
  geometries: table(
    ["geometry", "r' = −K g with", "what it means", "parameters"],
    Object.values(geometries).map((family) => [
      named(family.name),
      family.formula,
      family.meaning,
      parametersOf(family),
    ]),
  ),
};
