import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { Problem } from "../errors.js";
import { formatPath, type Path } from "./path.js";

/** Deeper nesting has no meaning in a scenario, and the parser recurses. */
const DEPTH = 100;

/** Repetitions by alias (`*name`) that a file may expand to. */
const ALIASES = 100;

/** What a text holds, or everything that is wrong with its syntax. */
export type Parsed = { value: unknown; problems?: undefined } | { problems: Problem[] };

/**
 * Reads YAML, of which JSON is a part.
 *
 * Stricter than YAML itself: one document, no duplicate keys, plain keys, no unknown tags, bounded nesting
 * and bounded aliases.
 */
export function parseText(text: string): Parsed {
  if (tooDeep(text)) return { problems: [{ path: "", message: `nested more than ${DEPTH} levels deep` }] };
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  try {
    // The parser's own check for duplicate keys takes quadratic time.
    const document = parseDocument(text, { uniqueKeys: false, lineCounter: lines, prettyErrors: false });
    // One slip makes a cascade; the first few say enough.
    const errors = [...document.errors, ...document.warnings].slice(0, 3);
    if (errors.length > 0) {
      return {
        problems: errors.map((error) => ({ path: "", message: `${at(error.pos[0])}: ${wording(error)}` })),
      };
    }
    const problems: Problem[] = [];
    if (document.contents) checkKeys(document.contents, [], at, problems);
    return problems.length > 0 ? { problems } : { value: document.toJS({ maxAliasCount: ALIASES }) };
  } catch (error) {
    // `toJS` throws ReferenceError for an alias without anchor and for too many of them.
    if (!(error instanceof ReferenceError)) throw error;
    const bomb = /excessive/i.test(error.message);
    const message = bomb
      ? `aliases (*name) expand to more than ${ALIASES} copies; write the values out`
      : error.message;
    return { problems: [{ path: "", message }] };
  }
}

/** The parser's message, unless that speaks to programmers. */
function wording({ code, message }: YAMLError): string {
  return code === "MULTIPLE_DOCS" ? "a second document begins; a file holds one scenario" : message;
}

/**
 * Whether brackets, or list dashes within a line, nest deeper than any scenario; text in quotes counts too.
 */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > DEPTH) return true;
  }
  return /^(?:[ \t]*[-?][ \t]){100}|^[ ]{1000}/m.test(text);
}

/** Collects duplicate keys and keys that are not plain text. */
function checkKeys(node: Node, path: Path, at: (offset: number) => string, problems: Problem[]): void {
  if (isSeq(node)) {
    for (const [i, item] of node.items.entries()) {
      if (isNode(item)) checkKeys(item, [...path, i], at, problems);
    }
  }
  if (!isMap(node)) return;
  const seen = new Map<string, number>();
  for (const { key, value } of node.items) {
    const offset = (isNode(key) && key.range?.[0]) || 0;
    if (!isScalar(key) || isAlias(key)) {
      problems.push({ path: formatPath(path), message: `${at(offset)}: a key must be plain text` });
      continue;
    }
    const name = String(key.value ?? "");
    const first = seen.get(name);
    if (first === undefined) seen.set(name, offset);
    else {
      const message = `duplicate at ${at(offset)}; first at ${at(first)}`;
      problems.push({ path: formatPath([...path, name]), message });
    }
    if (isNode(value)) checkKeys(value, [...path, name], at, problems);
  }
}
