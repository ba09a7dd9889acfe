import { createHash } from "node:crypto";
import { littleEndian } from "../render/tables/npy.js";
import { joinErrors } from "../sweep/errors.js";
import type { SweepPlan } from "../sweep/plan.js";
import { createArrays, type SweepResult } from "../sweep/results.js";
import { layoutOf, shardRows } from "../sweep/starts.js";

/** One of n parts of a sweep, as `sweep --shard` writes it and `merge` reads it. */
export interface Part {
  /** Of the package that computed it: another one may compute another last digit. */
  version: string;
  /** Version of V8 that computed it, whose `Math` decides the last digit too. */
  engine: string;
  /** 1 to `of`. */
  index: number;
  of: number;
  result: SweepResult;
}

/** What an engine computes depends on these two numbers of its version. */
export const thisEngine = (): string => process.versions.v8.split(".").slice(0, 2).join(".");

const KIND = "dpo-flow sweep part";

/** The kind of file and the version of its format. */
const MAGIC = `${KIND} 3` as const;

const CHECKSUM = "sha256";

/** Bytes of a checksum, the last of a file. */
const CHECKSUM_LENGTH = 32;

/** What a file starts with, in one line of JSON. */
interface Header extends Omit<Part, "result"> {
  format: typeof MAGIC;
  plan: SweepPlan;
  errors: SweepResult["errors"];
}

function* content({ result: { plan, arrays, errors }, ...about }: Part): Generator<Uint8Array> {
  const header: Header = { format: MAGIC, ...about, plan, errors };
  yield new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  for (const metric of plan.metrics) yield* littleEndian(arrays[metric] ?? new Float64Array());
}

/**
 * A part as bytes, in pieces: a line of JSON that says what it is, each metric's doubles, little-endian, and
 * a checksum of all that.
 */
export function* encodePart(part: Part): Generator<Uint8Array> {
  const hash = createHash(CHECKSUM);
  for (const piece of content(part)) {
    hash.update(piece);
    yield piece;
  }
  yield hash.digest();
}

/**
 * The inverse of `encodePart`.
 *
 * @throws RangeError saying what is wrong with the bytes
 */
export function decodePart(bytes: Uint8Array): Part {
  const end = bytes.indexOf(10);
  const header = end < 0 ? undefined : parseHeader(bytes.subarray(0, end));
  if (!header) throw new RangeError("not a part of a sweep, as dpo-flow sweep --shard writes it");
  // Only behind its checksum is the header what this program has written.
  const last = bytes.length - CHECKSUM_LENGTH;
  const sum = createHash(CHECKSUM).update(bytes.subarray(0, Math.max(0, last)));
  if (!sum.digest().equals(bytes.subarray(Math.max(0, last)))) {
    throw new RangeError("damaged or cut short: its checksum does not agree; compute it again");
  }
  const { format: _, plan, errors, ...about } = header;
  const { rows, columns } = layoutOf(plan.starts);
  const { from, to } = shardRows(rows, about.index, about.of);
  const arrays = createArrays(plan, to - from, false);
  const cells = (to - from) * columns;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = end + 1;
  for (const metric of plan.metrics) {
    const array = arrays[metric] ?? [];
    for (let k = 0; k < cells; k++, at += 8) array[k] = view.getFloat64(at, true);
  }
  return { ...about, result: { plan, from, to, arrays, errors } };
}

/** The header of a part; undefined for any other file. @throws RangeError for a part in another format */
function parseHeader(line: Uint8Array): Header | undefined {
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(line));
  } catch {
    return undefined;
  }
  const format: unknown = header?.format;
  if (typeof format !== "string" || !format.startsWith(KIND)) return undefined;
  if (format !== MAGIC)
    throw new RangeError(
      `written by another version of dpo-flow (${format}); compute it again with this one`,
    );
  // The scenario's name becomes that of a folder, and no part may choose another place.
  return typeof header.plan?.scenario === "string" && !/[/\\]/.test(header.plan.scenario)
    ? header
    : undefined;
}

/**
 * Where two plans first differ, as a path such as `settings.loss.beta`; undefined where they are the same.
 */
export function difference(a: unknown, b: unknown, path = ""): string | undefined {
  if (Object.is(a, b)) return undefined;
  const [first, second] = [a, b].map((x) => (typeof x === "object" && x !== null ? x : undefined));
  if (!first || !second) return path;
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const [p, q] = [first, second].map((x) => (x as Record<string, unknown>)[key]);
    const found = difference(p, q, path ? `${path}.${key}` : key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is wrong with a part beside the first one; undefined where they belong to the same sweep. */
function mismatch(part: Part, head: Part, first: string): string | undefined {
  if (part.version !== head.version)
    return `was computed by version ${part.version}, ${first} by ${head.version}`;
  if (part.engine !== head.engine) return `was computed by V8 ${part.engine}, ${first} by V8 ${head.engine}`;
  if (part.of !== head.of) return `is one of ${part.of} parts, ${first} one of ${head.of}`;
  const path = difference(part.result.plan, head.result.plan);
  return path === undefined ? undefined : `differs from ${first} in ${path}`;
}

/**
 * Joins all parts of a sweep into what one run gives. Takes them one at a time, so that no more than one of
 * them need be in memory beside the result.
 *
 * @param named at least one part, with the names that messages call them by
 * @throws RangeError where parts are missing, come twice, or belong to different sweeps
 */
export function joinParts(named: Iterable<{ name: string; part: Part }>): SweepResult {
  const seen = new Map<number, string>();
  let head: { name: string; part: Part } | undefined;
  let result: SweepResult | undefined;
  for (const { name, part } of named) {
    const { plan } = part.result;
    const { rows, columns } = layoutOf(plan.starts);
    head ??= { name, part };
    result ??= { plan, from: 0, to: rows, arrays: createArrays(plan, rows, false), errors: [] };
    const strange = mismatch(part, head.part, head.name);
    if (strange !== undefined)
      throw new RangeError(`${name} ${strange}: these are parts of different sweeps`);
    const twin = seen.get(part.index);
    if (twin !== undefined)
      throw new RangeError(`part ${part.index} of ${part.of} comes twice: ${twin} and ${name}`);
    seen.set(part.index, name);
    for (const metric of plan.metrics) {
      result.arrays[metric]?.set(part.result.arrays[metric] ?? [], part.result.from * columns);
    }
    result.errors = joinErrors([result.errors, part.result.errors]);
  }
  if (!head || !result) throw new RangeError("no parts");
  const { of } = head.part;
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((i) => !seen.has(i));
  if (missing.length > 0) {
    const few = missing.slice(0, 10).join(", ");
    const more = missing.length > 10 ? ` and ${missing.length - 10} more` : "";
    throw new RangeError(`missing ${missing.length} of ${of} parts: ${few}${more}`);
  }
  return result;
}
