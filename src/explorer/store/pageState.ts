import { FigureError, type Problem, ScenarioError } from "../../errors.js";
import { requireGlyphs } from "../../figure/kit/text/measure.js";
import { catalogue } from "../../model/catalogue.js";
import { resolveScenario } from "../../scenario/resolve.js";
import type { Panel } from "../../scenario/schema.js";
import { interactiveProblems } from "../../simulate/interactive.js";

/** What the page shows: one panel of a scenario, every default filled in. */
export type PageState = Panel["settings"];

/** A state, with what had to be changed to make it one, or what is wrong with it. */
export type Verdict = { state: PageState; notes: readonly string[] } | { problems: readonly Problem[] };

/**
 * Checks data from anywhere: a field, a drag, a link, a scenario file.
 *
 * @param raw as a scenario file holds it, without `vary`
 */
export function readPageState(raw: unknown, name: string): Verdict {
  try {
    const { vary: _, ...state } = resolveScenario(raw, { name, catalogue });
    const problems = [...interactiveProblems(state), ...undrawable(state)];
    return problems.length > 0 ? { problems } : { state, notes: [] };
  } catch (error) {
    if (error instanceof ScenarioError) return { problems: error.problems };
    throw error;
  }
}

/** Texts with characters that the figure font lacks. */
function undrawable({ title, starts }: PageState): Problem[] {
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
export function undescribed({ description: _, source: __, ...state }: PageState): PageState {
  return state;
}

/** Whether two states compute and draw the same. */
export function sameState(a: PageState, b: PageState): boolean {
  const { name: _a, ...left } = undescribed(a);
  const { name: _b, ...right } = undescribed(b);
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
