import type { LossFacts } from "../model/lossFacts.js";
import { toYaml } from "../scenario/yaml.js";
import { formatTable, fourDigits } from "./table.js";
import type { Paint } from "./terminal.js";
import { wrappedTable } from "./wrappedTable.js";

/** A value as it stands in a scenario. */
const plain = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(plain).join(", ")}]` : String(value);

/** Every loss on a line of its own. */
export function lossTable(losses: readonly LossFacts[], width: number | undefined): string {
  const columns = ["loss", "formula", "defaults", "rest point", "source"].map((title) => ({ title }));
  const rows = losses.map(({ name, formula, parameters, restPoint, source }) => [
    name,
    formula,
    parameters.map((parameter) => `${parameter.name} ${plain(parameter.default)}`).join(", "),
    restPoint,
    source,
  ]);
  return wrappedTable(columns, rows, width);
}

/** The rest point at the defaults, in numbers. */
function restNumbers({ restAt, example }: LossFacts): string[] {
  if (!restAt) return [];
  const at = example.reference ? "at the defaults and the reference below" : "at the defaults";
  if ("margin" in restAt) {
    return [`${at} m = ${fourDigits(restAt.margin)}: x2/x1 = ${fourDigits(Math.exp(-restAt.margin))}`];
  }
  return [`${at} x1 = ${fourDigits(restAt.x[0])}, x2 = ${fourDigits(restAt.x[1])}`];
}

/** n1·r1 + n2·r2 = at, in the letters of the documentation. */
function line({ normal: [n1, n2], at }: NonNullable<LossFacts["kink"]>): string {
  if (n1 === 1 && n2 === -1) return `m = ${fourDigits(at)}`;
  return n2 === 0 ? `r1 = ${fourDigits(at / n1)}` : `${n1}·r1 + ${n2}·r2 = ${fourDigits(at)}`;
}

/** One loss explained: a heading, facts, parameters and a scenario to begin with. */
export function lossText(facts: LossFacts, paint: Paint): string {
  const { name, title, formula, source, parameters, restPoint, margin, kink, needs, example } = facts;
  const table = formatTable(
    [{ title: "parameter" }, { title: "default" }, { title: "allowed" }, { title: "meaning" }],
    parameters.map((p) => [p.name, plain(p.default), p.allowed, p.description]),
    2,
  );
  const facing: [string, string[]][] = [
    ["loss", formula.split("; ")],
    [
      "depends on",
      [
        margin
          ? "the margin m = r1 − r2 alone (at the defaults)"
          : "r1 = log x1 and r2 = log x2, not on the margin r1 − r2 alone",
      ],
    ],
    ["rest point", [restPoint, ...restNumbers(facts)]],
    ...(kink ? [["kink", [`at ${line(kink)} (at the defaults)`]] satisfies [string, string[]]] : []),
    ...(needs ? [["needs", [needs]] satisfies [string, string[]]] : []),
    ["source", [source]],
  ];
  const width = Math.max(...facing.map(([key]) => key.length));
  const lines = facing.flatMap(([key, texts]) =>
    texts.map((text, i) => `  ${(i === 0 ? key : "").padEnd(width)}  ${text}`),
  );
  const yaml = toYaml(example)
    .trimEnd()
    .split("\n")
    .map((text) => `  ${text}`);
  return [
    `${paint(name, "strong")}  ${title}`,
    "",
    ...lines,
    "",
    table,
    "",
    paint("A scenario to begin with", "strong"),
    ...yaml,
  ].join("\n");
}
