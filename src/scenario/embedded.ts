import type { Problem } from "../errors.js";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a figure holds of the scenario it was made from, or why that is not one scenario. */
export type Embedded = { name: string; scenario: Record<string, unknown> } | { problem: Problem };

/**
 * The scenario inside a figure: every specification that this program writes carries in `usermeta` the
 * settings it was made from, so that it can be made again from itself.
 *
 * @param value what a file holds
 * @returns     undefined for a file that is no Vega-Lite specification
 */
export function embeddedScenario(value: unknown): Embedded | undefined {
  if (!isObject(value) || !String(value.$schema).includes("/vega-lite/")) return undefined;
  const problem = (path: string, message: string) => ({ problem: { path, message } });
  const meta = isObject(value.usermeta) ? value.usermeta["dpo-flow"] : undefined;
  if (!isObject(meta)) return problem("usermeta", "a Vega-Lite figure, but not one that dpo-flow has made");
  const { scenario, scenarios } = meta;
  const [only, ...more] = Array.isArray(scenarios) ? scenarios : [scenario];
  if (more.length > 0) {
    const names = [only, ...more].map((each) => (isObject(each) ? each.name : each));
    return problem("usermeta", `a figure of several scenarios (${names.join(", ")}); run these by name`);
  }
  if (!isObject(only)) return problem("usermeta", "this figure holds no scenario");
  const { name, ...rest } = only;
  return { name: String(name), scenario: rest };
}
