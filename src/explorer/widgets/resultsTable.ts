import { readable } from "../../figure/kit/captions.js";
import { isTime, METRICS, type MetricName, metricOf } from "../../measure/registry.js";
import { endingOf } from "../../run/statuses/registry.js";
import type { Comparison } from "../../simulate/compare.js";
import { hueOn } from "../views/palette.js";
import { byId, element } from "./element.js";

type Column = readonly [MetricName, string];

const listed = (names: readonly MetricName[]): Column[] =>
  names.flatMap((metric) => {
    const { page } = metricOf(metric).labels;
    return page === undefined ? [] : [[metric, page]];
  });

/** Columns with a metric, in order. */
const COLUMNS: readonly Column[] = [
  ...listed(METRICS.filter(isTime)),
  ...listed(METRICS.filter((metric) => !isTime(metric))),
  // The final point, sorted by its first coordinate.
  ["finalPreferred", "ends at x₁, x₂"],
];

const number = (value: number | null) => (value === null ? "–" : readable(value));
const point = ([x1, x2]: readonly [number, number]) => `${readable(x1)}, ${readable(x2)}`;

/** The starts by speed. */
export interface ResultsTable {
  /** @param order labels in the order of the scenario, which is that of the colours */
  show(comparison: Comparison, order: readonly string[], dark: boolean): void;
}

/**
 * Wires up the table.
 *
 * @param onSort tells the metric whose column was chosen
 */
export function createResultsTable(onSort: (by: MetricName) => void): ResultsTable {
  const host = byId("table");
  const heads = COLUMNS.map(([metric, title]) => {
    const button = element("button", { type: "button" }, title);
    button.addEventListener("click", () => onSort(metric));
    return { metric, cell: element("th", { scope: "col" }, button) };
  });
  const plain = (text: string) => element("th", { scope: "col" }, text);
  const body = element("tbody");
  const ending = plain("ends");
  ending.className = "words";
  host.append(
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, plain("start"), ending, ...heads.map(({ cell }) => cell), plain("from x₁, x₂")),
      ),
      body,
    ),
  );
  return {
    show({ by, rows }, order, dark) {
      for (const { metric, cell } of heads) {
        if (metric === by)
          cell.setAttribute("aria-sort", metricOf(by).better === "less" ? "ascending" : "descending");
        else cell.removeAttribute("aria-sort");
      }
      const cells = rows.map(({ start, x0, status, metrics, ratio, x }) => {
        const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
        swatch.style.background = hueOn(dark, order.indexOf(start));
        const values = COLUMNS.map(([metric]) => {
          const cell = element("td", {}, metric === "finalPreferred" ? point(x) : number(metrics[metric]));
          if (metric === by && isTime(by) && ratio !== null && ratio > 1)
            cell.append(" ", element("small", {}, `×${readable(Number(ratio.toPrecision(2)))}`));
          return cell;
        });
        return element(
          "tr",
          {},
          element("th", { scope: "row" }, swatch, start),
          element("td", { class: "words" }, endingOf(status).label),
          ...values,
          element("td", {}, point(x0)),
        );
      });
      body.replaceChildren(...cells);
    },
  };
}
