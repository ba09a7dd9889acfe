import type { Catalogue, Family } from "../scenario/catalogue.js";
import { violation } from "./domain.js";
import { domains } from "./domains/registry.js";
import { geometries } from "./geometries/registry.js";
import type { GeometryFamily } from "./geometry.js";
import type { LossFamily } from "./loss.js";
import { losses } from "./losses/registry.js";
import { planes } from "./planes/registry.js";

/** A loss or a geometry as a scenario sees it: with the region it is defined in as a check of starts. */
function scenarioFamily(family: LossFamily | GeometryFamily, kind: string): Family {
  const { name, needs } = family;
  if (needs === undefined) return family;
  return {
    ...family,
    violation([x1, x2], parameters, reference) {
      const made = family.create(parameters, reference);
      if (made.contains?.(Math.log(x1), Math.log(x2)) ?? true) return undefined;
      const [w, l] = [x1 * reference.preferred, x2 * reference.dispreferred];
      return `the ${name} ${kind} is not defined there: it needs ${needs}, but π = x·π_ref is ${w} and ${l}; choose a smaller x or a smaller reference`;
    },
  };
}

const scenarioFamilies = (
  families: Readonly<Record<string, LossFamily | GeometryFamily>>,
  kind: string,
): Record<string, Family> =>
  Object.fromEntries(Object.entries(families).map(([name, family]) => [name, scenarioFamily(family, kind)]));

/** What a scenario may name: the losses, geometries, domains and planes that exist here. */
export const catalogue: Catalogue = {
  losses: scenarioFamilies(losses, "loss"),
  geometries: scenarioFamilies(geometries, "geometry"),
  domains: Object.fromEntries(
    Object.values(domains).map(({ name, meaning }) => [
      name,
      { meaning, violation: (x, reference) => violation(name, x, reference) },
    ]),
  ),
  planes,
};
