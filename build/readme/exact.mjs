import { exactSolutions } from "../../dist/exact/registry.js";
import { table } from "./markdown.mjs";

export const exactSections = {
  /** What sweeps know without integrating. */
  exact: table(
    ["exact solution", "known for"],
    exactSolutions.map(({ name, appliesTo }) => [name, appliesTo]),
  ),
};
