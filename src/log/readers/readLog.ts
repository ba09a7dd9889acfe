import { unexpected } from "../../scenario/checks.js";
import { oneOf } from "../../scenario/oneOf.js";
import type { TrainingLog } from "../log.js";
import { collect } from "./collect.js";
import { detectFormat } from "./detect.js";
import type { Chunks, LogFormat } from "./finding.js";
import { promisedBy } from "./registry.js";
import { type LogOptions, SPLITS, toLog } from "./toLog.js";

/** How a training log is read, and what it is called. */
export interface ReadLogOptions extends LogOptions {
  /** Name of the log in titles and tables; default: `log`. */
  name?: string;
  /** Name of the file it comes from, for the report; default: the name. */
  file?: string;
}

/** As much of a text as decides what it is, in characters. A model card's table may come late. */
const HEAD = 1 << 20;

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The beginning of a text, and all of it again. */
async function peek(chunks: Chunks): Promise<{ head: string; all: Chunks }> {
  const pieces = chunks[Symbol.asyncIterator]();
  let head = "";
  for (let whole = false; head.length < HEAD && !whole; ) {
    const next = await pieces.next();
    if (next.done) whole = true;
    else head += next.value;
  }
  async function* all() {
    yield head;
    head = "";
    yield* { [Symbol.asyncIterator]: () => pieces };
  }
  return { head, all: all() };
}

/** What to say when a file is not what its name says. */
function nameRemark(file: string, format: LogFormat): string[] {
  const promised = promisedBy(file);
  if (!promised || promised === format) return [];
  return [`${file} is named like ${promised.name}, but holds ${format.name}; it was read as that.`];
}

/** @throws UsageError */
function checkOptions({ beta, split }: LogOptions): void {
  if (beta !== undefined && !(Number.isFinite(beta) && beta > 0)) {
    throw unexpected("beta", "a number > 0", beta);
  }
  if (split !== undefined) oneOf("split: unknown", split, SPLITS);
}

/**
 * Reads the log of a training run: a `trainer_state.json`, a model card, CSV or JSON Lines, recognised by its
 * content.
 *
 * @param text    all of it, or piece by piece: then only its numbers are held in memory
 * @param options β where the log does not state it, and which split to read
 * @throws LogError   where the text is no log
 * @throws UsageError where β is neither given nor stated, or an option has no meaning
 * @example
 * ```js
 * import { readLog } from "dpo-flow";
 *
 * const csv = "step,rewards/chosen,rewards/rejected\n1,-0.1,-0.2\n2,-0.2,-0.4\n3,-0.3,-0.6\n";
 * const { beta, rows } = await readLog(csv, { beta: 0.1 });
 * console.log(beta, rows.length, rows[0].r1);
 * // 0.1 3 -1
 * ```
 */
export async function readLog(
  text: string | AsyncIterable<string>,
  { name = "log", file = name, ...options }: ReadLogOptions = {},
): Promise<TrainingLog> {
  if (typeof text !== "string" && !(Symbol.asyncIterator in Object(text))) {
    throw unexpected("text", "text, or an async iterable of its pieces", text);
  }
  checkOptions(options);
  const { head, all } = await peek(typeof text === "string" ? once(text) : text);
  const format = detectFormat(head, file);
  const collected = await collect(format.read(all));
  collected.remarks.unshift(...nameRemark(file, format));
  return toLog(collected, { name, file, format: format.name, plain: format.unlabelled }, options);
}
