import { catalogue } from "../../model/catalogue.js";
import type { Reference } from "../../model/reference.js";
import type { Family, Named } from "../../scenario/catalogue.js";

/** A state (x1, x2). */
export type Point = [number, number];

/** What decides where starts may lie; a state is one. */
export interface Region {
  loss: Named;
  geometry: Named;
  reference: Reference;
  domain: string;
}

/** Name and parameters of a loss or a geometry apart. */
export const split = ({ name, ...parameters }: Named) => ({ name, parameters });

/** What the catalogue knows of the loss and the geometry of a region. */
export function families({
  loss,
  geometry,
}: Region): { family: Family; parameters: Record<string, unknown> }[] {
  return [
    { family: catalogue.losses[loss.name], ...split(loss) },
    { family: catalogue.geometries[geometry.name], ...split(geometry) },
  ];
}

/** Why a start cannot lie at x, or undefined where it can. */
export function violationAt(region: Region, x: Point): string | undefined {
  const { domain, reference } = region;
  const reasons = families(region).map(({ family, parameters }) =>
    family.violation?.(x, parameters, reference),
  );
  return catalogue.domains[domain].violation(x, reference) ?? reasons.find((reason) => reason !== undefined);
}

/** The last point that is allowed on the straight way from a point that is to one that may not be. */
export function nearestAllowed(region: Region, from: Point, to: Point): Point {
  if (!violationAt(region, to)) return to;
  const at = (share: number): Point => [
    from[0] + share * (to[0] - from[0]),
    from[1] + share * (to[1] - from[1]),
  ];
  let [inside, outside] = [0, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (inside + outside) / 2;
    if (violationAt(region, at(middle))) outside = middle;
    else inside = middle;
  }
  return at(inside);
}
