import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { TextDecoder } from "node:util";
import { LogError, UsageError } from "../errors.js";
import type { TrainingLog } from "../log/log.js";
import { readLog } from "../log/readers/readLog.js";
import type { LogOptions } from "../log/readers/toLog.js";
import { checkText } from "../scenario/checks.js";
import { didYouMean } from "../scenario/suggest.js";

/** What stands for standard input on a command line. */
export const STDIN = "-";

/** Files of other kinds by their first bytes. */
const BINARY: readonly [string, string][] = [
  ["504b0304", "is a zip archive (an Excel sheet or a PyTorch file?) and not text"],
  ["1f8b", "is compressed with gzip; unpack it first"],
  ["28b52ffd", "is compressed with zstd; unpack it first"],
  ["50415231", "is a Parquet file and not text"],
  ["89504e47", "is an image (PNG) and not a log"],
  ["25504446", "is a PDF and not a log"],
];

/**
 * The text of some bytes, piece by piece: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell
 * writes it.
 */
async function* decode(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const text = (chunk?: Buffer) => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? "";
    } catch {
      throw new LogError("is not text in UTF-8");
    }
  };
  for await (const chunk of bytes) {
    if (!decoder) {
      const start = chunk.subarray(0, 4).toString("hex");
      const binary = BINARY.find(([magic]) => start.startsWith(magic));
      if (binary) throw new LogError(binary[1]);
      const wide = start.startsWith("fffe") ? "utf-16le" : start.startsWith("feff") ? "utf-16be" : "utf-8";
      decoder = new TextDecoder(wide, { fatal: true });
    }
    const piece = text(chunk);
    if (piece.includes("\0")) throw new LogError("is not text: it holds zero bytes");
    yield piece;
  }
  yield text();
}

/** The name of a log: that of its file, or of its folder where the file has everybody's name. */
export function logName(reference: string): string {
  if (reference === STDIN) return "stdin";
  const own = basename(reference).replace(/\.[A-Za-z0-9]+$/, "");
  const parent = basename(dirname(resolve(reference)));
  return /^(trainer_state|readme|log|train|eval|results)$/i.test(own) && parent !== "" ? parent : own;
}

function openingError(reference: string, code: string | undefined): LogError {
  switch (code) {
    case "ENOENT":
      return new LogError(`no such file${neighbour(reference)}`);
    case "EISDIR":
      return new LogError(`is a folder${stateIn(reference)}`);
    case "EACCES":
    case "EPERM":
      return new LogError("cannot be read: permission denied");
    default:
      return new LogError(`cannot be read (${code ?? "unknown error"})`);
  }
}

/** A file of nearly that name in the same folder. */
function neighbour(reference: string): string {
  try {
    return didYouMean(basename(reference), readdirSync(dirname(resolve(reference))));
  } catch {
    return "";
  }
}

/** The log in a folder that was given in its place. */
function stateIn(folder: string): string {
  try {
    if (statSync(`${folder}/trainer_state.json`).isFile()) {
      return `; give ${folder.replace(/\/$/, "")}/trainer_state.json`;
    }
  } catch {
    // There is none to name.
  }
  return "; give the log file in it, such as trainer_state.json";
}

/**
 * Reads one training log from a file or standard input, as a stream.
 *
 * @param reference a path, or `-` for standard input
 * @throws LogError where it cannot be read or is no log; UsageError where β is missing or an option has no
 *   meaning. Both name the file.
 * @example
 * ```js
 * import { writeFileSync } from "node:fs";
 * import { readLogFile } from "dpo-flow/node";
 *
 * const rows = [1, 2, 3].map((step) => ({ step, "rewards/chosen": -0.1 * step, "rewards/rejected": -0.2 * step }));
 * writeFileSync("run.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
 * const { name, source } = await readLogFile("run.jsonl", { beta: 0.1 });
 * console.log(name, source.format);
 * // run JSON Lines
 * ```
 */
export async function readLogFile(reference: string, options: LogOptions = {}): Promise<TrainingLog> {
  checkText("reference", reference, "the path of a log");
  const file = reference === STDIN ? "standard input" : basename(reference);
  const pieces = decode(reference === STDIN ? process.stdin : createReadStream(reference));
  try {
    return await readLog(pieces, { ...options, name: logName(reference), file });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    const known = syscall !== undefined ? openingError(reference, code) : error;
    if (known instanceof LogError) throw new LogError((words) => `${reference}: ${known.toldWith(words)}`);
    if (known instanceof UsageError)
      throw new UsageError((words) => `${reference}: ${known.toldWith(words)}`);
    throw known;
  } finally {
    // A standard input that stays open would keep the process waiting.
    await pieces.return(undefined);
  }
}
