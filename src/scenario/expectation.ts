import { formatPath, getAt, type Path } from "./path.js";

/** As much of a JSON Schema as a scenario's schema uses. */
export interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | false;
  items?: Schema | Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  examples?: unknown[];
  $comment?: string;
}

/**
 * The part of `schema` that governs `path`, with all its alternatives.
 *
 * @param root the document, which decides between alternatives on the way: the branch with the right
 *             constants, or else the one that knows most of the keys that are there
 */
export function unionAt(schema: Schema, path: Path, root: unknown): Schema | undefined {
  let node: Schema | undefined = schema;
  for (const [i, part] of path.entries()) {
    const parent: Schema | undefined = node && branch(node, getAt(root, path.slice(0, i)));
    if (typeof part === "number") node = Array.isArray(parent?.items) ? parent.items[part] : parent?.items;
    else node = own(parent?.properties ?? {}, part) ?? (parent?.additionalProperties || undefined);
  }
  return node;
}

/** The part of `schema` that governs `path`, reduced to the alternative that `root` means there. */
export function schemaAt(schema: Schema, path: Path, root: unknown): Schema | undefined {
  const union = unionAt(schema, path, root);
  return union && branch(union, getAt(root, path));
}

const own = <T>(mapping: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(mapping, key) ? mapping[key] : undefined;

/** The alternative of a union that `value` was meant to be; any other schema as it is. */
function branch(schema: Schema, value: unknown): Schema {
  const branches = schema.oneOf ?? schema.anyOf;
  if (!branches) return schema;
  const score = ({ properties = {} }: Schema) =>
    Object.entries(properties).reduce((sum, [key, property]) => {
      const given = getAt(value, [key]);
      return sum + (given === undefined ? 0 : property.const === given ? 100 : 1);
    }, 0);
  return branches.reduce((best, next) => (score(next) > score(best) ? next : best));
}

/** Keys that a mapping under this schema may have, those of every alternative included. */
export function knownKeys(schema: Schema): string[] {
  const branches = schema.oneOf ?? schema.anyOf ?? [schema];
  return [...new Set(branches.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

/** Every path that ends in a named key, such as `loss.beta`. */
export function knownPaths(schema: Schema, above: Path = []): string[] {
  const branches = schema.oneOf ?? schema.anyOf ?? [schema];
  const paths = branches.flatMap(({ properties }) =>
    Object.entries(properties ?? {}).flatMap(([key, property]) => [
      formatPath([...above, key]),
      ...knownPaths(property, [...above, key]),
    ]),
  );
  return [...new Set(paths)];
}

/** The values that are allowed, in words: `a number > 0`. */
export function expectation(schema: Schema): string {
  const example = schema.examples?.[0];
  const suchAs = example === undefined ? "" : ` such as ${flow(example)}`;
  const reason = schema.$comment ? ` (${schema.$comment})` : "";
  return `${phrase(schema)}${suchAs}${reason}`;
}

function phrase(schema: Schema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return `one of ${schema.enum.join(", ")}`;
  const keys = knownKeys(schema);
  switch (schema.type) {
    case "number":
      return `a number${range(schema)}`;
    case "integer":
      return `a whole number${range(schema)}`;
    case "string":
      return schema.maxLength
        ? `text of ${schema.minLength ?? 0} to ${schema.maxLength} printable characters`
        : "text";
    case "array":
      return Array.isArray(schema.items)
        ? `${schema.items.length} ${plural(phrase(schema.items[0]))}`
        : `a list of ${plural(phrase(schema.items ?? {}))}`;
    default:
      if (keys.length > 0) return `a mapping with the ${keys.length > 1 ? "keys" : "key"} ${keys.join(", ")}`;
      return schema.additionalProperties ? "a mapping" : "a value";
  }
}

const plural = (text: string) => text.replace(/^a ([a-z ]*(?:number|value|list|mapping))/, "$1s");

function range({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Schema): string {
  // zod bounds every integer by what a double holds exactly; nobody needs to be told.
  const told = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const bounds = [
    exclusiveMinimum !== undefined ? `> ${exclusiveMinimum}` : told(minimum) && `≥ ${minimum}`,
    exclusiveMaximum !== undefined ? `< ${exclusiveMaximum}` : told(maximum) && `≤ ${maximum}`,
  ].filter((bound) => bound !== false);
  return bounds.length > 0 ? ` ${bounds.join(" and ")}` : "";
}

/** A value as YAML in one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(", ")} }`;
  }
  return String(value);
}

/** What was found instead, in words: `-0.2`, `"abc"`, `a list of 3`. */
export function description(value: unknown): string {
  if (value === null) return "nothing";
  if (typeof value === "string") {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return "a mapping";
  return String(value);
}
