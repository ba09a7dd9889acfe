import { catalogue } from "../../model/catalogue.js";
import { losses } from "../../model/losses/registry.js";
import { lossFacts } from "../../model/lossFacts.js";
import type { Named } from "../../scenario/catalogue.js";
import { families, nearestAllowed, type Point, type Region, split, violationAt } from "./region.js";

/** The region that raw data describes; undefined where the data is not sound. */
function regionOf(raw: Record<string, unknown>): Region | undefined {
  const fill = (table: typeof catalogue.losses, given: unknown) => {
    const { name, parameters } = split(given as Named);
    const filled = Object.hasOwn(table, name) ? table[name].parameters.safeParse(parameters) : undefined;
    return filled?.success ? { name, ...filled.data } : undefined;
  };
  const loss = fill(catalogue.losses, raw.loss);
  const geometry = fill(catalogue.geometries, raw.geometry);
  const [domain, reference] = [raw.domain as string, raw.reference as Region["reference"]];
  const known = Object.hasOwn(catalogue.domains, domain);
  const sound = Object.values(reference).every((p) => typeof p === "number" && p > 0 && p <= 1);
  return loss && geometry && known && sound ? { loss, geometry, reference, domain } : undefined;
}

/** A start pulled towards the origin until it is allowed, a little inside and in round numbers. */
function pulledIn(region: Region, x: Point): Point | undefined {
  const near: Point = [x[0] * 1e-3, x[1] * 1e-3];
  if (violationAt(region, near)) return undefined;
  const edge = nearestAllowed(region, near, x);
  return edge.map((value) => Number((value * 0.98).toPrecision(3))) as Point;
}

/**
 * Raw data with what a new loss, geometry, domain or reference rules out brought along: the reference where the loss
 * needs another one, and the starts that are outside.
 *
 * @param touched top-level keys that were asked for as they are, and stay
 * @returns notes on what was changed, for people; none where nothing could be
 */
export function mended(raw: Record<string, unknown>, touched: ReadonlySet<unknown>) {
  const notes: string[] = [];
  const unchanged = { raw, notes: [] as string[] };
  let region = regionOf(raw);
  if (!region) return unchanged;
  const { loss, reference } = region;
  const needy = families(region).find(({ family, parameters }) => family.problem?.(parameters, reference));
  const example = lossFacts(losses[loss.name]).example.reference;
  if (needy && example && !touched.has("reference")) {
    region = { ...region, reference: example };
    notes.push(`π_ref is now ${example.preferred}, ${example.dispreferred}: ${loss.name} needs that`);
  }
  const starts = Object.entries(raw.starts as Record<string, Point>);
  const moved: string[] = [];
  if (!touched.has("starts")) {
    for (const entry of starts) {
      if (!violationAt(region, entry[1])) continue;
      const inside = pulledIn(region, entry[1]);
      if (!inside) return unchanged;
      entry[1] = inside;
      moved.push(entry[0]);
    }
  }
  if (moved.length > 0) notes.push(`moved inside: ${moved.join(", ")}`);
  return { raw: { ...raw, reference: region.reference, starts: Object.fromEntries(starts) }, notes };
}
