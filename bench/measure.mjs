// What the benchmarks share: running things in turn, and saying what came out.
import { spawnSync } from "node:child_process";

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Runs a command and returns its wall time in seconds; undefined when it cannot run here. */
export function wallTime(command, args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(command, args, { stdio: "ignore" });
  return status === 0 ? Number(process.hrtime.bigint() - start) / 1e9 : undefined;
}

/** Runs a command that prints one line of JSON; undefined when it cannot run here. */
export function report(command, args, input) {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", input, maxBuffer: 1 << 26 });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/**
 * Measures two things in turn, so that both meet the same weather on a shared machine.
 *
 * @returns medians of both, and the median of the ratios second / first, pair by pair
 */
export function inTurn(first, second, pairs) {
  const measured = Array.from({ length: pairs }, () => [first(), second()]);
  const [a, b] = [0, 1].map((i) => median(measured.map((pair) => pair[i])));
  return { a, b, ratio: median(measured.map(([x, y]) => y / x)) };
}

/** A duration with three significant digits and its unit. */
export function readable(seconds) {
  for (const [unit, scale] of [
    ["s", 1],
    ["ms", 1e3],
    ["µs", 1e6],
  ])
    if (seconds * scale >= 1) return `${Number((seconds * scale).toPrecision(3))} ${unit}`;
  return `${Number((seconds * 1e9).toPrecision(3))} ns`;
}

/** A Markdown table with aligned columns, readable on a terminal too. */
export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => [...row[i]].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => cell + " ".repeat(widths[i] - [...cell].length)).join(" | ")} |`;
  return [
    line(rows[0]),
    `|${widths.map((w) => "-".repeat(w + 2)).join("|")}|`,
    ...rows.slice(1).map(line),
  ].join("\n");
}
