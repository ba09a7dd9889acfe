import { geometries } from "../../../src/model/geometries/registry.js";

/** Parameters of geometries besides the defaults, where those leave something of the geometry unused. */
const VARIANTS: Readonly<Record<string, Record<string, unknown>>> = {
  softmax: { others: 3 },
  kernel: { matrix: [1, 0.5, 2] },
};

/** A geometry as settings have it, all parameters filled in. */
export const geometryNamed = (name: string) => ({
  name,
  ...geometries[name].parameters.parse(VARIANTS[name] ?? {}),
});
