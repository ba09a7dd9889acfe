type Stream = NodeJS.WriteStream & { fd: 1 | 2 };

/** Escape codes by what the text means. */
const CODES = { error: 31, good: 32, warning: 33, strong: 1, muted: 2 } as const;

export type Paint = (text: string, meaning: keyof typeof CODES) => string;

/** Colours on a terminal, plain text in files and pipes and where NO_COLOR is set (https://no-color.org). */
export function painter(stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR, TERM } = process.env;
  const colours = stream.isTTY && !NO_COLOR && TERM !== "dumb";
  return (text, meaning) => (colours ? `\u001b[${CODES[meaning]}m${text}\u001b[0m` : text);
}

/** Results go to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a file says must not steer the terminal: control characters are shown, not obeyed. */
export const harmless = (text: string): string =>
  text.replace(/(?!\n)\p{Cc}/gu, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);

/** Messages go to stderr. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says which files a folder has got; of many, the first few. */
export function noteWritten(folder: string, files: readonly string[]): void {
  const shown = files.length > 8 ? [...files.slice(0, 6), `and ${files.length - 6} more files`] : files;
  note(`wrote ${folder}: ${shown.join(", ")}`);
}

/**
 * A reader that has seen enough (`dpo-flow list | head -1`) is no error: the rest of the work is done in
 * silence. A full disk behind `>` is one.
 */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr] as Stream[]) {
    stream.on("error", ({ code, message }: NodeJS.ErrnoException) => {
      if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED") return;
      process.exitCode = 1;
      if (stream.fd === 1) note(`error: cannot write to stdout: ${message}`);
    });
  }
}

/**
 * Ends with 128 + the signal's number, 130 for Ctrl-C.
 *
 * Signals arrive only while the event loop turns, and files are written within one turn (`write.ts`), so no
 * half-written file can be left.
 */
export function exitOnSignals(): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => {
      note(`${process.stderr.isTTY ? "\r\u001b[K" : ""}interrupted`);
      process.exit(code);
    });
  }
}
