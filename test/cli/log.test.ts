import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixture } from "../trainingLogs.js";
import { BIN, dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

const ZEPHYR = fixture("zephyr-7b-beta-eval.csv");
const STARCHAT = fixture("starchat2-15b-model-card.md");
const STATE = fixture("trainer_state.json");

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));

/** The rows of a table, as objects of numbers where they are numbers. */
function table(file: string): Record<string, number | string>[] {
  const [header, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(
      line.split(",").map((cell, i) => [names[i], Number.isNaN(Number(cell)) ? cell : Number(cell)]),
    ),
  );
}

/** Runs `log` on a file and gives its summary. */
function summaryOf(args: readonly string[], cwd: string) {
  const run = dpoFlow(["log", ...args, "--format", "none", "--json"], cwd);
  expect(run.stderr).not.toContain("error");
  expect(run.status).toBe(0);
  return JSON.parse(run.stdout);
}

describe("dpo-flow log", () => {
  it("lays Zephyr-7B-β on the plane: figures, table, summary and words", () => {
    const folder = emptyFolder();
    const run = dpoFlow(["log", ZEPHYR], folder);
    expect(run.status).toBe(0);
    expect(filesIn(join(folder, "out"))).toEqual(
      [
        "log.csv",
        "report.md",
        "summary.json",
        "time-series.svg",
        "time-series.vl.json",
        "training-log.svg",
        "training-log.vl.json",
      ].map((file) => `zephyr-7b-beta-eval/${file}`),
    );
    const out = join(folder, "out/zephyr-7b-beta-eval");
    const { fit, source } = json(join(out, "summary.json"));
    expect(fit.slope.toFixed(3)).toBe("0.485");
    expect(fit.rhoMin.toFixed(3)).toBe("0.938");
    expect(fit.slopeWithIntercept.toFixed(3)).toBe("0.613");
    expect(fit.slopeInterval.map((end: number) => end.toFixed(3))).toEqual(["0.446", "0.524"]);
    expect(source.beta).toEqual({ value: 0.1, from: "text", where: "line 1" });
    const rows = table(join(out, "log.csv"));
    expect(rows).toHaveLength(58);
    expect(rows[57]).toMatchObject({ log: "zephyr-7b-beta-eval", step: 5800 });
    expect(rows[57].r1).toBeCloseTo(-45.169, 12);
    expect(rows[57].r2).toBeCloseTo(-83.079, 12);
    const markdown = readFileSync(join(out, "report.md"), "utf8");
    for (const text of [run.stdout.replace(/\s+/g, " "), markdown]) {
      expect(text).toContain("The preferred response falls");
      expect(text).toContain("treats it as one pair");
    }
  });

  it("is the same on every run, and prints the summary alone with --json", () => {
    const folder = emptyFolder();
    const first = dpoFlow(["log", ZEPHYR, "--json", "-o", "a", "-q"], folder);
    const second = dpoFlow(["log", ZEPHYR, "--json", "-o", "b", "-q"], folder);
    expect(second.stdout).toBe(first.stdout);
    for (const file of filesIn(join(folder, "a"))) {
      expect(readFileSync(join(folder, "b", file))).toEqual(readFileSync(join(folder, "a", file)));
    }
    expect(first.stdout).toBe(readFileSync(join(folder, "a/zephyr-7b-beta-eval/summary.json"), "utf8"));
    expect(first.stderr).toBe("");
    expect(first.stdout).not.toContain(folder);
  });

  it.each([
    ["trainer_state.json", 0.5, 6, { split: "eval", format: "trainer state (JSON)" }],
    ["wandb-export.csv", 0.5, 6, { split: "eval", format: "CSV", skipped: { missing: 6 } }],
    ["logps-only.jsonl", 0.5, 7, { quantity: "logps-only", origin: 0, format: "JSON Lines" }],
  ])("reads %s", (file, slope, rows, source) => {
    const summary = summaryOf([fixture(file), "--beta", "0.1"], emptyFolder());
    expect(summary.fit.slope).toBeCloseTo(slope, 6);
    expect(summary.fit.timePerStep).toBeCloseTo(2, 5);
    expect(summary.facts.rows).toBe(rows);
    expect(summary.source).toMatchObject(source);
  });

  it("reads training values with --split train, evaluations otherwise", () => {
    const folder = emptyFolder();
    const train = summaryOf([STATE, "--beta", "0.1", "--split", "train"], folder);
    expect(train.source).toMatchObject({ split: "train", columns: ["rewards/chosen", "rewards/rejected"] });
    expect(train.facts.rows).toBe(12);
    const card = dpoFlow(["log", STARCHAT, "--split", "train"], folder);
    expect(card.status).toBe(2);
    expect(card.stderr).toContain("has no train values; it has eval values (--split eval)");
  });

  it("says that the first row stands for the reference where there is nothing else", () => {
    const run = dpoFlow(["log", fixture("logps-only.jsonl"), "--format", "none"], emptyFolder());
    expect(run.stdout.replace(/\s+/g, " ")).toContain("so the first row was taken as the reference");
  });

  it("uses reference log-probabilities where they are", () => {
    const folder = emptyFolder();
    const rows = [1, 2, 3, 4].map((i) => `${i * 10},${-100 - i},${-200 - 2 * i},-100,-200`);
    const header = "step,logps/chosen,logps/rejected,reference_logps/chosen,reference_logps/rejected";
    writeFileSync(join(folder, "a.csv"), [header, ...rows].join("\n"));
    const { fit, source } = summaryOf(["a.csv", "--beta", "0.2"], folder);
    expect(fit.slope).toBeCloseTo(0.5, 12);
    expect(source).toMatchObject({ quantity: "logps-and-reference", origin: 0 });
  });

  it("reads standard input", () => {
    const folder = emptyFolder();
    const args = [BIN, "log", "-", "--format", "none", "--json"];
    const run = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      input: readFileSync(ZEPHYR),
    });
    expect(JSON.parse(run.stdout)).toMatchObject({ log: "stdin", source: { file: "standard input" } });
  });

  it("lays several logs over each other, each with its β", () => {
    const folder = emptyFolder();
    const run = dpoFlow(["log", ZEPHYR, STARCHAT, ZEPHYR, "--beta", "0.1,0.05,0.1", "--json"], folder);
    expect(run.status).toBe(0);
    const all = JSON.parse(run.stdout);
    expect(all.map(({ log }: { log: string }) => log)).toEqual([
      "zephyr-7b-beta-eval",
      "starchat2-15b-model-card",
      "zephyr-7b-beta-eval (2)",
    ]);
    expect(all[1].fit.slope.toFixed(3)).toBe("0.352");
    expect(filesIn(join(folder, "out"))).toContain("logs/training-log.svg");
    expect(table(join(folder, "out/logs/log.csv"))).toHaveLength(58 + 11 + 58);
  });

  it("names a log after its folder where everybody's file is called alike", () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "my-run"));
    writeFileSync(join(folder, "my-run/trainer_state.json"), readFileSync(STATE));
    expect(summaryOf(["my-run/trainer_state.json", "--beta", "0.1"], folder).log).toBe("my-run");
    const mistaken = dpoFlow(["log", "my-run"], folder);
    expect(mistaken.stderr).toBe("error: my-run: is a folder; give my-run/trainer_state.json\n");
  });
});

describe("β of a log", () => {
  it("is read from the text, and from the ratio of rewards to log-probabilities where it is not there", () => {
    const folder = emptyFolder();
    const card = readFileSync(STARCHAT, "utf8");
    writeFileSync(join(folder, "card.md"), card.replace(/beta = 0\.05/, ""));
    expect(summaryOf(["card.md"], folder).source.beta).toEqual({ value: 0.05, from: "ratio" });
    expect(summaryOf([STARCHAT], folder).source.beta).toEqual({ value: 0.05, from: "text", where: "line 1" });
  });

  it("is taken from the command line before all else, and doubted where the file speaks against it", () => {
    const { source, fit } = summaryOf([STARCHAT, "--beta", "0.1"], emptyFolder());
    expect(source.beta).toEqual({ value: 0.1, from: "option" });
    expect(source.remarks).toEqual([
      "The file states β = 0.05, but β = 0.1 was used.",
      expect.stringContaining("imply β = 0.05, but β = 0.1 was used: every log-ratio here is 0.5 times"),
    ]);
    expect(fit.slope.toFixed(3)).toBe("0.352");
  });

  it("has no silent default", () => {
    const run = dpoFlow(["log", STATE], emptyFolder());
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^error: .*: does not state β, .*--beta 0\.1/);
    expectNoStackTrace(run);
  });
});

describe("--scenario", () => {
  it("writes a scenario that run accepts and that draws the simulated curve", () => {
    const folder = emptyFolder();
    expect(dpoFlow(["log", ZEPHYR, "--format", "none", "--scenario", "fitted.yaml"], folder).status).toBe(0);
    expect(dpoFlow(["validate", "fitted.yaml"], folder).status).toBe(0);
    const run = dpoFlow(["run", "fitted.yaml", "--format", "none", "--json", "-o", "run"], folder);
    expect(run.status).toBe(0);
    const [{ t, x, loss, status, x0 }] = JSON.parse(run.stdout).panels[0].runs;
    const { simulated, fit } = json(join(folder, "out/zephyr-7b-beta-eval/summary.json"));
    // The same computation, to the last digit.
    expect({ t, x, loss, status, start: x0 }).toEqual(simulated);
    const path = table(join(folder, "run/fitted/trajectories.csv"));
    const log = table(join(folder, "out/zephyr-7b-beta-eval/log.csv"));
    expect(path).toHaveLength(log.length);
    for (const [i, row] of path.entries()) {
      // The times of the log's rows, and the exact solution beside them.
      expect(row.t).toBe(log[i].t);
      expect(row.t).toBe(fit.timePerStep * Number(log[i].step));
      expect(Math.log(Number(row.x1))).toBeCloseTo(Number(log[i].simulated_r1), 7);
      expect(Math.log(Number(row.x2))).toBeCloseTo(Number(log[i].simulated_r2), 7);
    }
  });

  it("goes to stdout alone with -", () => {
    const folder = emptyFolder();
    const run = dpoFlow(["log", STARCHAT, "--format", "none", "--scenario", "-", "-q"], folder);
    expect(run.stdout).toMatch(/^# starchat2-15b-model-card\ntitle: Kernel flow fitted to/);
    writeFileSync(join(folder, "a.yaml"), run.stdout);
    expect(dpoFlow(["validate", "a.yaml"], folder).status).toBe(0);
  });

  it("is refused where nothing was fitted, and where several logs or --json contradict it", () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "up.csv"), "step,rewards/chosen,rewards/rejected\n1,1,2\n2,2,4\n3,3,6.1\n");
    const none = dpoFlow(
      ["log", "up.csv", "--beta", "1", "--format", "none", "--scenario", "a.yaml"],
      folder,
    );
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringContaining("no kernel flow could be fitted"),
    ]);
    expect(filesIn(folder)).toContain("out/up/report.md");
    expect(filesIn(folder)).not.toContain("a.yaml");
    expect(dpoFlow(["log", ZEPHYR, STARCHAT, "--scenario", "a.yaml"], folder).stderr).toContain(
      "give one log",
    );
    expect(dpoFlow(["log", ZEPHYR, "--scenario", "-", "--json"], folder).stderr).toContain("stdout");
  });
});
