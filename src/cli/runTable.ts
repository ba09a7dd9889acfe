import type { Result } from "../simulate/run.js";
import { type Cell, formatTable, fourDigits, magnitude, point } from "./table.js";
import { painter } from "./terminal.js";

/** What came out of a scenario, for people: one line per start, headed by the title, grouped by panel. */
export function runTable({ scenario, panels }: Result): string {
  const paint = painter(process.stdout);
  const columns = [
    ...(scenario.vary ? [{ title: "panel" }] : []),
    { title: "start" },
    { title: "x0" },
    { title: "final x" },
    { title: "status" },
    { title: "extinction T" },
    { title: "relative error" },
  ];
  const rows = panels.flatMap(({ panel, runs }) =>
    runs.map(({ start, x0, x, status, advice, metrics, check }): Cell[] => [
      ...(scenario.vary ? [panel] : []),
      start,
      point(x0),
      point(x),
      { text: status, paint: (text) => paint(text, advice === undefined ? "good" : "error") },
      fourDigits(metrics.extinctionTime),
      magnitude(check.relativeError),
    ]),
  );
  const { name, title } = scenario;
  const heading = title === name ? paint(name, "strong") : `${paint(name, "strong")}  ${title}`;
  return `${heading}\n${formatTable(columns, rows, 2)}`;
}
