/** Where something stands in a scenario: keys and, in lists, positions. */
export type Path = readonly (string | number)[];

/** `["starts", "weak", 1]` as `starts.weak[1]`. */
export function formatPath(path: Path): string {
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join("");
}

/**
 * The reverse of `formatPath`. Labels of starts and paths under `vary` may contain dots: behind `starts.` and
 * `vary.` everything up to a trailing `[n]` is one key.
 */
export function parsePath(text: string): Path {
  const indices: number[] = [];
  const keys = text.replace(/(\[\d+\])+$/, (tail) => {
    indices.push(...[...tail.matchAll(/\d+/g)].map(([digits]) => Number(digits)));
    return "";
  });
  const whole = /^(starts|vary)\.(.+)$/s.exec(keys);
  return [...(whole ? [whole[1], whole[2]] : keys.split(".")), ...indices];
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at `path`; undefined where there is none. Sees own keys only. */
export function getAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/**
 * A copy of `root` with `value` at `path`. Mappings and lists on the way are made where they are missing.
 *
 * @throws RangeError where the path leads through a number or text, or past the end of a list
 */
export function setAt(root: unknown, path: Path, value: unknown, above: Path = []): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  const here = [...above, part];
  if (typeof part === "number") {
    const list = root === undefined ? [] : root;
    if (!Array.isArray(list)) throw new RangeError(`${formatPath(above)} is not a list`);
    if (part > list.length) throw new RangeError(`${formatPath(above)} has only ${list.length} elements`);
    const copy = [...list];
    copy[part] = setAt(list[part], rest, value, here);
    return copy;
  }
  if (root !== undefined && !isMapping(root)) throw new RangeError(`${formatPath(above)} has no keys`);
  return { ...root, [part]: setAt(getAt(root, [part]), rest, value, here) };
}
