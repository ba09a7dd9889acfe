import { FigureError, type Problem, ScenarioError } from "../errors.js";
import { requireGlyphs } from "../figure/kit/text/measure.js";
import { catalogue } from "../model/catalogue.js";
import { applyOverrides, type Override } from "../scenario/override.js";
import { resolveScenario } from "../scenario/resolve.js";
import type { Panel } from "../scenario/schema.js";
import { mended } from "./mend.js";

/** What the page shows: one panel of a scenario, every default filled in. */
export type State = Panel["settings"];

/** A state, with what had to be changed to make it one, or what is wrong with it. */
export type Outcome = { state: State; notes: string[] } | { problems: readonly Problem[] };

/**
 * Checks data from outside the program: a field, a link, a scenario file.
 *
 * @param raw as a scenario file holds it, without `vary`
 */
export function readState(raw: unknown, name: string): Outcome {
  try {
    const { vary: _, ...state } = resolveScenario(raw, { name, catalogue });
    const problems = undrawable(state);
    return problems.length > 0 ? { problems } : { state, notes: [] };
  } catch (error) {
    if (error instanceof ScenarioError) return { problems: error.problems };
    throw error;
  }
}

/** Texts with characters that the figure font lacks. */
function undrawable({ title, starts }: State): Problem[] {
  const texts = [["title", title], ...Object.keys(starts).map((label) => [`starts.${label}`, label])];
  return texts.flatMap(([path, text]) => {
    try {
      requireGlyphs(text);
      return [];
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      return [{ path, message: error.message }];
    }
  });
}

/** The state without what its author wrote about it. */
export function undescribed({ description: _, source: __, ...state }: State): State {
  return state;
}

/**
 * The state with some values replaced. A change that leaves starts or the reference outside what it allows takes
 * them along: choosing the simplex moves starts into it.
 */
export function changed(state: State, overrides: readonly Override[]): Outcome {
  const { name, ...before } = undescribed(state);
  const { raw, problems } = applyOverrides(before, overrides);
  if (problems.length > 0) return { problems };
  const first = readState(raw, name);
  if ("state" in first) return first;
  const touched = new Set(overrides.map(({ path }) => path[0]));
  const repair = mended(raw as Record<string, unknown>, touched);
  if (repair.notes.length === 0) return first;
  const second = readState(repair.raw, name);
  return "state" in second ? { state: second.state, notes: repair.notes } : first;
}

/** Whether two states compute and draw the same. */
export function sameState(a: State, b: State): boolean {
  const { name: _a, description: _b, source: _c, ...left } = a;
  const { name: _d, description: _e, source: _f, ...right } = b;
  return canonical(left) === canonical(right);
}

/** JSON whose keys are sorted, except those of the starts: their order is the order of the colours. */
function canonical(value: unknown, key = ""): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value);
  if (key !== "starts") entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item, name)}`).join()}}`;
}
