import type { Catalogue } from "../scenario/schema.js";
import { type DomainName, domains, violation } from "./domain.js";
import { geometries } from "./geometry.js";
import { losses } from "./losses/registry.js";

/** What a scenario may name: the losses, geometries and domains that exist here. */
export const catalogue: Catalogue = {
  losses,
  geometries,
  domains: Object.fromEntries(
    (Object.keys(domains) as DomainName[]).map((name) => [
      name,
      { violation: (x, reference) => violation(name, x, reference) },
    ]),
  ),
};
