import { isTime, type MetricName, metricOf, TIMES, type TimeMetric, timeOf } from "../measure/registry.js";
import type { Comparison, Winners } from "../simulate/compare.js";
import { type Column, formatTable, fourDigits, point } from "./table.js";

const titleOf = (name: MetricName) => metricOf(name).labels.table;

/** A comparison for people: one line per run, the best first; below it the winners from each start, if several compete. */
export function compareTable({ by, rows, winners }: Comparison): string {
  const shown = [...TIMES, ...(isTime(by) ? [] : [by])];
  const several = new Set(rows.map(({ scenario }) => scenario)).size > 1;
  const panels = rows.some(({ panel }) => panel !== "base");
  const columns: Column[] = [
    ...(several ? [{ title: "scenario" }] : []),
    ...(panels ? [{ title: "panel" }] : []),
    { title: "start" },
    { title: "x0" },
    ...shown.map((name) => ({
      title: name === by ? `${titleOf(name)} ▾` : titleOf(name),
      align: "right" as const,
    })),
    { title: "ratio", align: "right" },
    { title: "final x" },
    { title: "status" },
  ];
  const cells = rows.map(({ scenario, panel, start, x0, metrics, ratio, x, status }) => [
    ...(several ? [scenario] : []),
    ...(panels ? [panel] : []),
    start,
    point(x0),
    ...shown.map((name) => fourDigits(metrics[name])),
    fourDigits(ratio),
    point(x),
    status,
  ]);
  const table = formatTable(columns, cells);
  return winners.length > 0 ? `${table}\n\n${winnersTable(winners, timeOf(by), several, panels)}` : table;
}

/** From each start, the run that lifts x1 most and the one that is fastest. */
function winnersTable(
  winners: readonly Winners[],
  time: TimeMetric,
  several: boolean,
  panels: boolean,
): string {
  const name = ({ scenario, panel }: { scenario: string; panel: string }) =>
    [several ? scenario : "", panels ? panel : ""].filter((part) => part !== "").join(" ");
  const names = (runs: readonly { scenario: string; panel: string }[]) =>
    runs.length > 3 ? `${name(runs[0])} and ${runs.length - 1} more` : runs.map(name).join(" = ");
  return formatTable(
    [{ title: "from" }, { title: "x0" }, { title: "lifts x1 most" }, { title: `fastest (${titleOf(time)})` }],
    winners.map(({ start, x0, gain, fastest }) => [
      start,
      point(x0),
      gain ? `${names(gain.runs)}  ${gain.value > 0 ? "+" : ""}${fourDigits(gain.value)}` : "–",
      fastest ? `${names(fastest.runs)}  t = ${fourDigits(fastest.value)}` : "–",
    ]),
  );
}
