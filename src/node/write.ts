import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { OutputError, UsageError } from "../errors.js";
import type { Content } from "../render/tables/outputTable.js";

/**
 * In the names of temporary files. Process ids would not do: those of two containers on one volume may be the
 * same.
 */
const MARK = randomUUID();

/**
 * Writes a file whole or not at all: into a temporary file beside it, then renamed over it.
 *
 * Synchronous on purpose: no signal can come in between, so an interrupted command leaves no temporary file.
 *
 * @throws OutputError where that is not possible; the temporary file is removed
 */
export function writeFile(path: string, content: string | Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}.${MARK}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw outputError(path, error as NodeJS.ErrnoException);
  }
}

/** One call may write less than it was given. */
function writeWhole(file: number, piece: string | Uint8Array): void {
  const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Lets signals arrive between the pieces. */
async function writePieces(path: string, content: Content): Promise<void> {
  const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
  const file = openSync(path, "wx");
  try {
    for (const piece of pieces) {
      writeWhole(file, piece);
      await breathe();
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Writes several files of a folder, all of them or none: each into a temporary file, which may take long,
 * then all renamed at once. An interruption before that removes the temporary files and changes nothing.
 *
 * @param folder   an existing one
 * @param obsolete names of files that would not fit the new ones; they are removed where they exist
 * @throws OutputError where that is not possible; the temporary files are removed
 */
export async function writeTogether(
  folder: string,
  files: ReadonlyMap<string, Content>,
  obsolete: readonly string[] = [],
): Promise<void> {
  const temporary = (name: string) => join(folder, `.${name}.${MARK}.tmp`);
  const discard = () => {
    for (const name of files.keys()) removeQuietly(temporary(name));
  };
  process.once("exit", discard);
  let current = "";
  try {
    for (const [name, content] of files) {
      current = name;
      await writePieces(temporary(name), content);
    }
    for (const name of files.keys()) {
      current = name;
      renameSync(temporary(name), join(folder, name));
    }
    for (const name of obsolete) removeQuietly(join(folder, name));
  } catch (error) {
    discard();
    throw outputError(join(folder, current), error as NodeJS.ErrnoException);
  } finally {
    process.off("exit", discard);
  }
}

/** Writes to a file, or to stdout where `target` is `-`. */
export function writeOutput(target: string, content: string | Uint8Array): void {
  if (target === "-") process.stdout.write(content);
  else writeFile(target, content);
}

/**
 * The folder that `-o` names.
 *
 * @throws UsageError for `-`: several files do not fit into stdout
 */
export function outputFolder(path: string): string {
  if (path !== "-" && path !== "") return path;
  throw new UsageError("-o: expected a folder; for the results on stdout use --json, with --format none");
}

/**
 * Makes a folder and those above it. One by one: where a file system refuses with ENOENT, as /proc does,
 * Node's own recursive way never ends.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/**
 * Makes a folder, and makes sure that files can be written there: before the long work, not after it.
 *
 * @param names of files that will be written
 * @throws OutputError where that is not possible
 */
export function prepareFolder(path: string, names: readonly string[] = []): void {
  const probe = join(path, `.probe.${MARK}.tmp`);
  try {
    makeFolder(path);
    writeFileSync(probe, "", { flag: "wx" });
  } catch (error) {
    throw outputError(path, error as NodeJS.ErrnoException);
  } finally {
    removeQuietly(probe);
  }
  for (const name of names) rejectFolder(join(path, name));
}

/**
 * Makes sure, before the long work, that a file can be written.
 *
 * @throws OutputError where it cannot
 */
export function prepareFile(path: string): void {
  rejectFolder(path);
  const probe = join(dirname(path), `.probe.${MARK}.tmp`);
  try {
    writeFileSync(probe, "", { flag: "wx" });
  } catch (error) {
    throw outputError(path, error as NodeJS.ErrnoException);
  } finally {
    removeQuietly(probe);
  }
}

/** @throws OutputError where a folder stands in the place of a file */
function rejectFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw outputError(path, Object.assign(new Error(), { code: "EISDIR" }));
  }
}

/** `force` forgives a file that is not there, but not a folder that is none. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing was written, so nothing is left.
  }
}

const REMEDIES: Record<string, string> = {
  EACCES: "permission denied; choose another folder with -o",
  EPERM: "permission denied; choose another folder with -o",
  EROFS: "the file system is read-only; choose another folder with -o",
  ENOSPC: "the disk is full; free some space or choose another folder with -o",
  EDQUOT: "the disk quota is used up; free some space or choose another folder with -o",
  EEXIST: "a file stands where a folder should be; move it or choose another folder with -o",
  ENOTDIR: "a file stands where a folder should be; move it or choose another folder with -o",
  EISDIR: "a folder stands where the file should be; move it or choose another folder with -o",
  ENOENT: "the folder does not exist, or cannot be made; make it first or choose another place with -o",
};

function outputError(path: string, { code = "", message }: NodeJS.ErrnoException): OutputError {
  return new OutputError(`cannot write ${path}: ${REMEDIES[code] ?? message}`);
}
