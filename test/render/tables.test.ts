import { describe, expect, it } from "vitest";
import { evaluateClaims } from "../../src/claims/evaluate.js";
import { readLog } from "../../src/log/readers/readLog.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { catalogue } from "../../src/model/catalogue.js";
import type { Content, OutputTable } from "../../src/render/tables/outputTable.js";
import { TABLES, type TableSubjects, tableFiles, tableNames } from "../../src/render/tables/registry.js";
import { loadBuiltin } from "../../src/scenario/builtin.js";
import { expand } from "../../src/scenario/expand.js";
import { compare } from "../../src/simulate/compare.js";
import { simulate } from "../../src/simulate/simulate.js";
import { planSweep } from "../../src/sweep/planSweep.js";
import { reviewSweep } from "../../src/sweep/review.js";
import { sweep } from "../../src/sweep/sweep.js";

const version = "0.0.0";
const scenario = loadBuiltin("weak-sft", { catalogue });
const [panel] = expand(scenario);
const result = simulate(scenario);

const swept = await sweep(planSweep(panel, { starts: { kind: "grid", nx: 3, ny: 2 } }));

const LOG = "step,rewards/chosen,rewards/rejected\n1,-0.1,-0.2\n2,-0.2,-0.4\n3,-0.31,-0.6\n";

/** Something to write for every command. */
const subjects: { [Source in keyof TableSubjects]: TableSubjects[Source] } = {
  run: { result, version },
  compare: { comparison: compare([result]) },
  sweep: { result: swept, review: reviewSweep(swept), version },
  log: { analyses: [analyseTrainingLog(await readLog(LOG, { beta: 0.1, name: "a" }))], version },
  check: {
    sections: [{ heading: "here", results: evaluateClaims(panel.settings), figure: "claims.svg" }],
  },
};

const whole = (content: Content) =>
  typeof content === "string" || content instanceof Uint8Array
    ? Buffer.from(content)
    : Buffer.concat([...content].map((piece) => Buffer.from(piece)));

const sources = Object.keys(TABLES) as (keyof TableSubjects)[];
const all = sources.flatMap((source) =>
  TABLES[source].map((table: Omit<OutputTable<never>, "write">) => [table.files[0], source, table] as const),
);

describe("output tables", () => {
  it.each(sources)("of %s have names of their own, and come under no other", (source) => {
    const names = tableNames(source);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...tableFiles(source, subjects[source]).keys()]));
  });

  it.each(all)("%s of %s says what it holds", (_file, _source, { files, holds, columns }) => {
    expect(files.length).toBeGreaterThan(0);
    expect(holds).toMatch(/\w{3}.*[^.]$/);
    expect(files.every((file) => file.endsWith(".csv"))).toBe(columns !== undefined);
    for (const { meaning } of columns ?? []) expect(meaning).toMatch(/\w.*[^.]$/);
  });

  it.each(all)("%s of %s is the same on every run, and has the columns it names", (_file, source, table) => {
    const [first, second] = [tableFiles(source, subjects[source]), tableFiles(source, subjects[source])];
    for (const file of table.files) {
      const [a, b] = [first, second].map((files) => whole(files.get(file) ?? ""));
      expect(a.length, file).toBeGreaterThan(50);
      expect(a.equals(b), file).toBe(true);
      if (!table.columns) continue;
      const [header, ...rows] = a.toString().trimEnd().split("\n");
      expect(header).toBe(table.columns.map(({ name }) => name).join(","));
      for (const row of rows) expect(row.split(",")).toHaveLength(table.columns.length);
    }
  });
});
