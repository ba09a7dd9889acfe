import { performance } from "node:perf_hooks";

/** One line on stderr that says how much of many small things is done, how fast, and how long the rest will take. */
export interface ProgressBar {
  add(count: number): void;
  /** Takes the line away, before anything else is printed and at the end. */
  clear(): void;
}

const SILENT: ProgressBar = { add: () => {}, clear: () => {} };

/** Milliseconds between two looks. */
const INTERVAL = 100;

const WIDTH = 24;

/** A duration for people: `8 s`, `3:05`, `2:07:30`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The line: a bar, the share done, the rate in `unit` a second, the time left. */
export function barLine(done: number, total: number, seconds: number, unit: string): string {
  const share = done / total;
  const full = Math.round(share * WIDTH);
  const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
  const rate = done / Math.max(seconds, 1e-3);
  const left = done > 0 ? `${duration((total - done) / rate)} left` : "";
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${Math.round(rate).toLocaleString("en")} ${unit}/s  ${left}`;
}

/** A progress bar for `total` things: nothing unless stderr is a terminal and somebody wants messages. */
export function createProgressBar(total: number, unit: string, quiet: boolean): ProgressBar {
  const stream = process.stderr;
  if (quiet || !stream.isTTY) return SILENT;
  const start = performance.now();
  let [done, shown] = [0, start];
  return {
    add(count) {
      done += count;
      const now = performance.now();
      if (now - shown < INTERVAL) return;
      shown = now;
      const line = barLine(done, total, (now - start) / 1000, unit);
      stream.write(`\r\u001b[K${line.slice(0, Math.max(10, (stream.columns || 80) - 1))}`);
    },
    clear: () => void stream.write("\r\u001b[K"),
  };
}
