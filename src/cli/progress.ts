/** One line on stderr that says how far the work is. */
export interface Progress {
  /** Counts one step and shows what it is. */
  step(what: string): void;
  /** Takes the line away, before anything else is printed and at the end. */
  clear(): void;
}

const SILENT: Progress = { step: () => {}, clear: () => {} };

/**
 * Progress for `total` steps: nothing unless stderr is a terminal, somebody wants messages and there is
 * something to wait for.
 */
export function createProgress(total: number, quiet: boolean): Progress {
  const stream = process.stderr;
  if (quiet || !stream.isTTY || total < 2) return SILENT;
  let done = 0;
  return {
    step(what) {
      const line = `[${++done}/${total}] ${what}`;
      stream.write(`\r\u001b[K${line.slice(0, Math.max(10, (stream.columns || 80) - 1))}`);
    },
    clear: () => void stream.write("\r\u001b[K"),
  };
}
