import { formatPath } from "./path.js";
import type { Panel, Scenario } from "./schema.js";
import { type Axis, axes, combinations, combine } from "./vary.js";

/**
 * The panels of a scenario: one for each combination of the values of `vary`, the first line turning slowest;
 * without `vary` one, called `base`.
 *
 * @param scenario as `loadScenario` gives it: every combination has been checked
 * @example
 * ```js
 * import { expand, loadScenario } from "dpo-flow";
 *
 * console.log(expand(loadScenario("beta-sweep")).map(({ name }) => name).join());
 * // loss.beta=0.1,loss.beta=0.3,loss.beta=0.5
 * ```
 */
export function expand(scenario: Scenario): Panel[] {
  const { vary, ...settings } = scenario;
  if (!vary) return [{ name: "base", settings }];
  const all = axes(vary);
  const labels = all.map(({ values }) => axisLabels(values));
  return combinations(all).map((row) => ({
    name: all.map(({ path }: Axis, i) => `${formatPath(path)}=${labels[i][row[i]]}`).join(", "),
    settings: combine(settings, all, row).raw as Panel["settings"],
  }));
}

/** Short names for the values of one line of `vary`, distinct among themselves. */
function axisLabels(values: readonly unknown[]): string[] {
  const mappings = values.filter(isMapping);
  const short =
    mappings.length === values.length ? mappingLabels(mappings) : values.map((value) => compact(value));
  return new Set(short).size === short.length ? short : values.map((value) => JSON.stringify(value));
}

/** Mappings by what tells them apart: the name if that is enough, otherwise the keys that differ. */
function mappingLabels(values: readonly Record<string, unknown>[]): string[] {
  const text = (value: unknown) => JSON.stringify(value);
  const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const differing = keys.filter((key) => values.some((value) => text(value[key]) !== text(values[0][key])));
  const names = values.map(({ name }) => name);
  if (names.every((name) => typeof name === "string") && new Set(names).size === names.length) return names;

  const shown = differing.length > 0 ? differing : keys;
  const alike = values.every((value) => shown.every((key) => text(value[key]) === text(value[shown[0]])));
  if (alike && shown.length === keys.length) return values.map((value) => compact(value[shown[0]]));
  return values.map(
    (value) =>
      `(${shown
        .filter((key) => value[key] !== undefined)
        .map((key) => (key === "name" ? compact(value[key]) : `${key}=${compact(value[key])}`))
        .join(" ")})`,
  );
}

/** Without the comma and space that join the parts of a panel's name. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(",")}]`;
  if (isMapping(value)) return mappingLabels([value])[0];
  return String(value);
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
