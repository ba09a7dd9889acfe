import { box } from "./box.js";
import type { DomainFamily } from "./family.js";
import { quadrant } from "./quadrant.js";
import { simplex } from "./simplex.js";

/** In the order in which they are listed. */
const families = [quadrant, box, simplex] as const satisfies readonly DomainFamily[];

/** Name of a domain. */
export type DomainName = (typeof families)[number]["name"];

/** Name of a wall of a domain. */
export type FaceName = (typeof families)[number]["walls"][number]["name"];

/** Every domain by name. A new domain is one file and its line here. */
export const domains: Readonly<Record<string, (typeof families)[number]>> = Object.fromEntries(
  families.map((family) => [family.name, family]),
);
