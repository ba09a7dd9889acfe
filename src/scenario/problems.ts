import type { z } from "zod";
import type { Problem } from "../errors.js";
import {
  description,
  expectation,
  knownKeys,
  knownPaths,
  type Schema,
  schemaAt,
  unionAt,
} from "./expectation.js";
import { formatPath, getAt, type Path } from "./path.js";
import { didYouMean, nearest } from "./suggest.js";

/**
 * zod's issues as problems a reader can act on, in the order of the schema.
 *
 * @param schema the scenario's JSON Schema, whose ranges the messages name
 * @param root   what was checked
 */
export function toProblems(issues: readonly z.core.$ZodIssue[], schema: Schema, root: unknown): Problem[] {
  return issues.flatMap((issue) => toProblem(issue, [], schema, root));
}

function toProblem(issue: z.core.$ZodIssue, above: Path, schema: Schema, root: unknown): Problem[] {
  const path = [...above, ...(issue.path as Path)];
  const at = (message: string): Problem[] => [{ path: formatPath(path), message }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], schema, root));
    case "invalid_key":
      return at(issue.issues[0]?.message ?? issue.message);
    case "custom":
      return at(issue.message);
    default:
      return at(mismatch(path, schema, root));
  }
}

/** `expected a number > 0, got -0.2` */
function mismatch(path: Path, schema: Schema, root: unknown): string {
  const value = getAt(root, path);
  const node = alternatives(path, schema, root) ?? schemaAt(schema, path, root);
  if (path.length === 0) {
    return `expected a mapping with at least starts: { weak: [0.2, 0.1] }, got ${description(value)}`;
  }
  const expected = node ? `expected ${expectation(node)}` : "not allowed here";
  if (value === undefined) return `missing; ${expected}`;
  const options = node?.enum?.map(String) ?? [];
  const hint = typeof value === "string" ? didYouMean(value, options) : "";
  return `${expected}, got ${description(value)}${hint}`;
}

/** For the key that tells the alternatives of a union apart: the names of all of them. */
function alternatives(path: Path, schema: Schema, root: unknown): Schema | undefined {
  const key = path.at(-1);
  const branches = unionAt(schema, path.slice(0, -1), root)?.oneOf;
  if (!branches || typeof key !== "string") return undefined;
  const names = branches.flatMap(({ properties }) => properties?.[key]?.const ?? []);
  return names.length > 0 ? { enum: names } : undefined;
}

function unknownKey(path: Path, schema: Schema, root: unknown): Problem {
  const above = path.slice(0, -1);
  return { path: formatPath(path), message: unknownKeyMessage(String(path.at(-1)), above, schema, root) };
}

function unknownKeyMessage(key: string, above: Path, schema: Schema, root: unknown): string {
  const known = (node: Schema | undefined) =>
    node ? knownKeys(node).filter((name) => name !== "$schema") : [];
  const here = known(schemaAt(schema, above, root));
  if (above.length === 0 && key === "name") return "unknown key; a scenario's name is its file name";
  if (known(unionAt(schema, above, root)).includes(key)) {
    const name = getAt(root, [...above, "name"]);
    return `not a key of ${name ?? "this alternative"}; known here: ${here.join(", ")}`;
  }
  const hint = didYouMean(key, here);
  if (hint) return `unknown key${hint}`;
  const elsewhere = above.length === 0 ? nearestByLastKey(key, knownPaths(schema)) : undefined;
  if (elsewhere) return `unknown key; did you mean "${elsewhere}"?`;
  return here.length > 0 ? `unknown key; known here: ${here.join(", ")}` : "unknown key; there are none here";
}

/** `loss.beta` for `beta`, or for `bta`. */
function nearestByLastKey(key: string, paths: readonly string[]): string | undefined {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const near = nearest(key, paths.map(last));
  return paths.find((path) => last(path) === near);
}
