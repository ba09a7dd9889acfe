import { applyOverrides, type Override } from "../../scenario/override.js";
import { type PageState, undescribed } from "./pageState.js";
import { nearestAllowed, type Point, violationAt } from "./region.js";
import type { Edit, Proposal } from "./store.js";

/** A state as it is, with what its author wrote about it. */
export function proposalOf({ name, ...raw }: PageState): Proposal {
  return { name, raw };
}

/** Shows another state, such as a preset. */
export const showState =
  (state: PageState): Edit =>
  () =>
    proposalOf(state);

/** Sets values at their paths. Choosing a domain moves starts into it, and a loss may bring its reference. */
export const setValues =
  (overrides: readonly Override[]): Edit =>
  (state) => {
    const { name, raw: before } = proposalOf(undescribed(state));
    const { raw, problems } = applyOverrides(before, overrides);
    if (problems.length > 0) return { problems };
    return { name, raw: raw as Proposal["raw"], asked: new Set(overrides.map(({ path }) => path[0])) };
  };

function withStarts(state: PageState, starts: Readonly<Record<string, unknown>>): Proposal {
  const { name, raw } = proposalOf(undescribed(state));
  return { name, raw: { ...raw, starts } };
}

/** Coordinates with at most four digits, never larger than they were: what was allowed stays so. */
function trimmed([x1, x2]: Point): Point {
  const trim = (value: number) => {
    const unit = 10 ** (Math.floor(Math.log10(value)) - 3);
    const short = Number(value.toPrecision(4));
    return short <= value ? short : Number((short - unit).toPrecision(4));
  };
  return [trim(x1), trim(x2)];
}

/** The point itself where a start may lie there, otherwise the last one on the way to it, in round numbers. */
const allowed = (state: PageState, from: Point, to: Point): Point =>
  violationAt(state, to) ? trimmed(nearestAllowed(state, from, to)) : to;

/** Puts a start where it is told to be, if it may be there. */
export const placeStart =
  (label: string, x: readonly [unknown, unknown]): Edit =>
  (state) => ({ ...withStarts(state, { ...state.starts, [label]: x }), touched: label });

/** Moves a start towards a point, as far as it may go. */
export const dragStart =
  (label: string, to: Point): Edit =>
  (state) =>
    placeStart(label, allowed(state, state.starts[label], to))(state);

/** Adds a start where it is told to be, if one may be there. */
export const addStart =
  (x: Point): Edit =>
  (state) => {
    const region = violationAt(state, x);
    if (region) return { problems: [{ path: "", message: `No start can be there: ${region}` }] };
    let i = 1;
    while (Object.hasOwn(state.starts, `start-${i}`)) i++;
    return placeStart(`start-${i}`, x)(state);
  };

/** Adds a start at a point, or as near to it as one may be on the way from the first start. */
export const addStartNear =
  (to: Point): Edit =>
  (state) => {
    const [inside] = Object.values(state.starts);
    return addStart(trimmed(nearestAllowed(state, inside, to)))(state);
  };

/** Removes a start, unless it is the last. */
export const removeStart =
  (label: string): Edit =>
  (state) => {
    const { [label]: _, ...others } = state.starts;
    if (Object.keys(others).length > 0) return withStarts(state, others);
    return { problems: [{ path: "", message: "A scenario keeps at least one start." }] };
  };

/** Renames a start; it keeps its place and colour. The page knows it by its old name until the new one is accepted. */
export const renameStart =
  (label: string, to: string): Edit =>
  (state) => {
    const shownAt = `starts.${label}`;
    if (to !== label && Object.hasOwn(state.starts, to)) {
      return { problems: [{ path: shownAt, message: `another start is called ${JSON.stringify(to)}` }] };
    }
    const starts = Object.entries(state.starts).map(([name, x]) => [name === label ? to : name, x]);
    return { ...withStarts(state, Object.fromEntries(starts)), shownAt };
  };
