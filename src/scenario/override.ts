import { type Problem, UsageError } from "../errors.js";
import { DEFAULTS } from "./defaults.js";
import { parseText } from "./parse.js";
import { formatPath, getAt, type Path, parsePath, setAt } from "./path.js";

/** One value to put in the place of another, written `path=value`. */
export interface Override {
  path: Path;
  value: unknown;
}

/**
 * Reads `path=value`, the value as YAML in one line: a number, a name, `[0.2, 0.1]`, `{ name: dpo, beta: 0.3
 * }`.
 *
 * @throws UsageError where there is no path, or the value is not YAML
 */
export function parseOverride(text: string): Override {
  const at = text.indexOf("=");
  const path = text.slice(0, at).trim();
  if (at < 0 || path === "") {
    throw new UsageError(
      (option) => `${option("set")}: expected path=value such as loss.beta=0.3, got ${JSON.stringify(text)}`,
    );
  }
  const parsed = parseText(text.slice(at + 1));
  if (parsed.problems) {
    const [{ message }] = parsed.problems;
    throw new UsageError((option) => `${option("set", path)}: cannot read the value: ${message}`);
  }
  return { path: parsePath(path), value: parsed.value };
}

/**
 * Reads `label=x1,x2`, an ad-hoc start. The numbers are checked with the rest of the scenario.
 *
 * @throws UsageError where there is no label
 */
export function parseStart(text: string): [label: string, x: unknown[]] {
  const at = text.lastIndexOf("=");
  if (at < 1) {
    throw new UsageError(
      (option) =>
        `${option("starts")}: expected label=x1,x2 such as mine=0.3,0.2, got ${JSON.stringify(text)}`,
    );
  }
  const number = (part: string) => {
    const value = part.trim() === "" ? Number.NaN : Number(part);
    return Number.isNaN(value) ? part.trim() : value;
  };
  return [
    text.slice(0, at).trim(),
    text
      .slice(at + 1)
      .split(",")
      .map(number),
  ];
}

/**
 * The starts that replace those of a scenario.
 *
 * @throws UsageError where a label comes twice
 */
export function parseStarts(texts: readonly string[]): Record<string, unknown[]> {
  const starts = texts.map(parseStart);
  const labels = starts.map(([label]) => label);
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice !== undefined) {
    throw new UsageError((option) => `${option("starts")}: the label ${JSON.stringify(twice)} comes twice`);
  }
  return Object.fromEntries(starts);
}

/** Keys of which a mapping holds one: setting one takes the other out. */
const RIVALS: Record<string, string> = { points: "times", times: "points" };

/**
 * Raw scenario data with one value replaced. A new `loss.name` or `geometry.name` also drops the parameters
 * of the old one, so that the defaults of the new one hold.
 *
 * @throws RangeError where the path leads through a number or text
 */
export function applyOverride(raw: unknown, { path, value }: Override): unknown {
  const [root, key] = path;
  if (path.length === 2 && key === "name" && (root === "loss" || root === "geometry")) {
    const present = getAt(raw, path) ?? DEFAULTS[root].name;
    return present === value ? raw : setAt(raw, [root], { name: value });
  }
  const rival = root === "sample" && typeof key === "string" ? RIVALS[key] : undefined;
  if (rival && getAt(raw, [root, rival]) !== undefined) return setAt(raw, [root], { [key]: value });
  return setAt(raw, path, value);
}

/**
 * Applies overrides, whole things before their parts and names before parameters, whatever the order given.
 */
export function applyOverrides(
  raw: unknown,
  overrides: readonly Override[],
): { raw: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  let result = raw;
  for (const override of byDepth(overrides)) {
    try {
      result = applyOverride(result, override);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push({ path: formatPath(override.path), message: `unknown key; ${error.message}` });
    }
  }
  return { raw: result, problems };
}

/** Shorter paths first, a `name` before its neighbours; otherwise as given. */
function byDepth(overrides: readonly Override[]): Override[] {
  const rank = ({ path }: Override) => path.length - (path.at(-1) === "name" ? 0.5 : 0);
  return [...overrides].sort((a, b) => rank(a) - rank(b));
}
