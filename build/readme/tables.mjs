import { METRICS } from "../../dist/measure/registry.js";
import { fileLabel } from "../../dist/render/tables/outputTable.js";
import { TABLES } from "../../dist/render/tables/registry.js";
import { code, codes, table } from "./markdown.mjs";

const metrics = new Set(METRICS);

/** Names of columns; those of metrics are told elsewhere. */
function columnsOf({ columns = [] }) {
  const names = columns.map(({ name }) => name);
  const own = names.filter((name) => !metrics.has(name));
  const [first] = names.filter((name) => metrics.has(name));
  return own.length === 0 ? "" : `${codes(own)}${first ? " and one for each metric" : ""}`;
}

/** A cell of the column `panel` and the like may need explaining. */
const meanings = ({ columns = [] }) =>
  columns
    .filter(({ meaning }) => meaning.includes("empty"))
    .map(({ name, meaning }) => `${code(name)}: ${meaning}`);

const holds = (each) => [each.holds, ...meanings(each)].join("; ");

export const tableSections = {
  /** What commands write beside figures. */
  tables: table(
    ["command", "file", "what it holds", "columns"],
    Object.entries(TABLES).flatMap(([command, tables]) =>
      tables.map((each) => [code(command), code(fileLabel(each)), holds(each), columnsOf(each)]),
    ),
  ),
};
