import type { Problem } from "../errors.js";
import { applyOverrides } from "./override.js";
import { formatPath, getAt, type Path, parsePath } from "./path.js";

/** More panels than anybody looks at; keeps a slip from running for days. */
const MAX_PANELS = 1000;

/** Keys that say what a scenario is rather than what it computes. */
const FIXED = new Set(["vary", "title", "description", "source", "$schema"]);

/** One line of `vary`. */
export interface Axis {
  path: Path;
  values: readonly unknown[];
}

/** What checking one panel found. */
export type Checked<T> = { settings: T; problems?: undefined } | { problems: Problem[] };

/** The lines of `vary`, in the order written. */
export function axes(vary: Readonly<Record<string, readonly unknown[]>>): Axis[] {
  return Object.entries(vary).map(([path, values]) => ({ path: parsePath(path), values }));
}

/** Positions in each axis for every combination; the first axis turns slowest. */
export function combinations(axes: readonly Axis[]): number[][] {
  return axes.reduce<number[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((_, i) => [...row, i])),
    [[]],
  );
}

/** `raw` with the values of one combination in place. */
export function combine(raw: unknown, axes: readonly Axis[], row: readonly number[]) {
  const chosen = axes.map(({ path, values }, i) => ({ path, value: values[row[i]] }));
  return applyOverrides(raw, chosen);
}

/**
 * Checks every panel, and fills in the defaults of the values that `vary` lists.
 *
 * An axis over `loss.name` becomes one over `loss`, each with its own parameters, so that the panels can be
 * expanded later without the catalogue.
 *
 * @param raw   the scenario without `vary`
 * @param check the check of one panel
 */
export function resolveVary<T>(
  raw: unknown,
  vary: Readonly<Record<string, readonly unknown[]>>,
  check: (raw: unknown) => Checked<T>,
): { vary: Record<string, unknown[]>; problems: Problem[] } {
  const written = axes(vary);
  const problems = written.flatMap((axis) => axisProblems(axis, written));
  const all = written.filter((axis) => axisProblems(axis, written).length === 0);
  const count = all.reduce((product, { values }) => product * values.length, 1);
  if (count > MAX_PANELS) {
    problems.push({ path: "vary", message: `makes ${count} panels; at most ${MAX_PANELS} are allowed` });
    return { vary: {}, problems };
  }

  const resolved = all.map(({ path, values }) => ({
    path: resolvedPath(path),
    values: new Array<unknown>(values.length),
  }));
  const found = new Map<string, Problem>();
  for (const row of combinations(all)) {
    const combined = combine(raw, all, row);
    const checked: Checked<T> = combined.problems.length > 0 ? combined : check(combined.raw);
    if (checked.problems) {
      for (const problem of checked.problems) {
        const moved = inVary(problem, all, row);
        found.set(`${moved.path} ${moved.message}`, moved);
      }
    } else {
      for (const [i, { path, values }] of resolved.entries()) {
        values[row[i]] ??= getAt(checked.settings, path);
      }
    }
  }
  return {
    vary: Object.fromEntries(resolved.map(({ path, values }) => [formatPath(path), values])),
    problems: [...problems, ...found.values()],
  };
}

const isName = (path: Path) => path.length === 2 && path[1] === "name";

const resolvedPath = (path: Path): Path => (isName(path) ? path.slice(0, 1) : path);

function axisProblems({ path, values }: Axis, all: readonly Axis[]): Problem[] {
  const at = `vary.${formatPath(path)}`;
  if (FIXED.has(String(path[0]))) {
    return [{ path: at, message: "does not change the computation; cannot vary" }];
  }
  if (isName(path) && all.some((other) => other.path.length === 1 && other.path[0] === path[0])) {
    return [{ path: at, message: `${path[0]} varies as a whole already` }];
  }
  const texts = values.map((value) => JSON.stringify(value));
  return texts.flatMap((text, i) => {
    const first = texts.indexOf(text);
    return first < i ? [{ path: `${at}[${i}]`, message: `the same as ${at}[${first}]` }] : [];
  });
}

/** A panel's problem where its reader can mend it: at the varied value if that is what is wrong. */
function inVary(problem: Problem, all: readonly Axis[], row: readonly number[]): Problem {
  for (const [i, { path }] of all.entries()) {
    const prefix = formatPath(path);
    const rest = problem.path.slice(prefix.length);
    if (problem.path.startsWith(prefix) && /^([.[].*)?$/s.test(rest)) {
      return { path: `vary.${prefix}[${row[i]}]${rest}`, message: problem.message };
    }
  }
  const where = all.map(({ path, values }, i) => `${formatPath(path)}=${JSON.stringify(values[row[i]])}`);
  return { path: problem.path, message: `${problem.message} (in the panel ${where.join(", ")})` };
}
