import { catalogue } from "../model/catalogue.js";
import { applyOverrides, type Override } from "../scenario/override.js";
import { parseText } from "../scenario/parse.js";
import { parsePath } from "../scenario/path.js";
import { resolveScenario } from "../scenario/resolve.js";
import type { PageState } from "./store/pageState.js";

/** A link longer than this is not one of ours. */
const LONGEST = 50_000;

/** Names that YAML reads as text; everything else is quoted. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off)$)[a-z][a-z0-9-]*$/;

/** Characters that are safe in a fragment and make it legible. */
const LEGIBLE = /%(?:2C|3A|5B|5D|7B|7D|2F)/g;

const encoded = (text: string) => encodeURIComponent(text).replace(LEGIBLE, decodeURIComponent);

const valueText = (value: unknown): string =>
  typeof value === "string" && PLAIN.test(value) ? value : JSON.stringify(value);

/** Leaves of a mapping by path, lists whole. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

/**
 * A state as the fragment of a link: `name=weak-sft&loss.name=dpo&loss.beta=0.3&start=weak:0.2,0.1`. Each part is
 * `path=value` as `--set` of the command line takes it, except for the name and the starts. Defaults are left out,
 * and so are description and source: they belong to the scenario as it was written.
 */
export function encodeFragment(state: PageState): string {
  const { name, starts, loss, geometry, description: _, source: __, ...rest } = state;
  const defaults = resolveScenario({ starts: { a: [0.1, 0.1] } }, { name, catalogue });
  const standard = new Map(leaves(defaults, "").map(([path, value]) => [path, JSON.stringify(value)]));
  const parts = leaves({ loss, geometry, ...rest }, "").filter(
    ([path, value]) => path.startsWith("loss.") || standard.get(path) !== JSON.stringify(value),
  );
  return [
    `name=${encoded(name)}`,
    ...parts.map(([path, value]) => `${encoded(path)}=${encoded(valueText(value))}`),
    ...Object.entries(starts).map(([label, x]) => `start=${encoded(`${label}:${x.join()}`)}`),
  ].join("&");
}

/** Raw scenario data out of a link, or why it cannot be read. Nothing has been checked yet. */
export type Decoded = { name: string; raw: unknown } | { problem: string };

function startOf(text: string): [string, unknown[]] {
  const at = text.lastIndexOf(":");
  const numbers = text.slice(at + 1).split(",");
  return [text.slice(0, Math.max(0, at)), numbers.map((part) => (part.trim() === "" ? part : Number(part)))];
}

/** The reverse of `encodeFragment`, for text from anywhere. */
export function decodeFragment(fragment: string): Decoded {
  const text = fragment.replace(/^#/, "");
  if (text.length > LONGEST) return { problem: "it is too long" };
  let name = "linked";
  const starts: [string, unknown[]][] = [];
  const overrides: Override[] = [];
  for (const part of text.split("&")) {
    const at = part.indexOf("=");
    if (at < 1) return { problem: `${JSON.stringify(part.slice(0, 40))} is not of the form path=value` };
    let [path, value] = ["", ""];
    try {
      [path, value] = [decodeURIComponent(part.slice(0, at)), decodeURIComponent(part.slice(at + 1))];
    } catch {
      return { problem: `${JSON.stringify(part.slice(0, 40))} is not properly encoded` };
    }
    if (path === "name") name = value;
    else if (path === "start") starts.push(startOf(value));
    else {
      const parsed = parseText(value);
      if (parsed.problems) return { problem: `${path}: ${parsed.problems[0].message}` };
      overrides.push({ path: parsePath(path), value: parsed.value });
    }
  }
  const { raw, problems } = applyOverrides(
    starts.length > 0 ? { starts: Object.fromEntries(starts) } : {},
    overrides,
  );
  if (problems.length > 0) return { problem: `${problems[0].path}: ${problems[0].message}` };
  return { name, raw };
}
