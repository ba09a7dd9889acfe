import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BIN, dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

const HEADER = "step,rewards/chosen,rewards/rejected\n";
const ROWS = "1,-0.1,-0.2\n2,-0.2,-0.5\n3,-0.3,-0.7\n";
const DOCUMENT = `{"log_history": [${[1, 2, 3]
  .map((i) => `{"step": ${i}, "rewards/chosen": ${-0.1 * i}, "rewards/rejected": ${-0.2 * i}}`)
  .join(", ")}]}`;

/** Runs `log` on a file of that name and content. */
function logOn(name: string, content: string | Uint8Array, args: readonly string[] = ["--beta", "0.1"]) {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), content);
  const run = dpoFlow(["log", name, "--format", "none", ...args], folder);
  expectNoStackTrace(run);
  return { ...run, files: filesIn(join(folder, "out")), words: run.stdout.replace(/\s+/g, " ") };
}

describe("log refuses", () => {
  it.each<[string, string, string | Uint8Array, string]>([
    ["no such columns", "a.csv", "step,loss,grad_norm\n1,2,3\n", "found: step, loss, grad_norm"],
    ["one response only", "a.csv", "step,rewards/chosen\n1,2\n", "one of the two responses only"],
    [
      "fewer than three rows",
      "a.csv",
      `${HEADER}1,-0.1,-0.2\n2,-0.2,-0.4\n`,
      "has 2 usable train rows; a line needs",
    ],
    [
      "too few rows left",
      "a.csv",
      `${HEADER}1,-0.1,-0.2\n2,oops,-0.4\n3,,\n3,-1,-2\n3,-1,-2\n`,
      'has 2 usable train rows (not counting 1 without values, 1 with NaN or text such as "oops", 1 of a repeated step)',
    ],
    ["a log that never moves", "a.csv", `${HEADER}1,0,0\n2,0,0\n3,0,0\n`, "4 at (0, 0)".replace("4", "3")],
    ["an empty file", "a.csv", "", "is empty"],
    ["prose", "a.txt", "hello world", "is none of what can be read"],
    ["a card without a table", "a.md", "# Model\n\nIt is good, I think.\n", "has no table"],
    ["other tables", "a.md", "| a | b |\n|---|---|\n| 1 | 2 |\n", "found: a, b"],
    ["JSON that is cut off", "a.json", DOCUMENT.slice(0, -20), "is not valid JSON: it ends in the middle"],
    ["JSON with a mistake", "a.json", DOCUMENT.replace(",", ",,"), "is not valid JSON: Unexpected"],
    ["JSON of another kind", "a.json", '{"model": "x", "layers": [1, 2]}', "has no log_history"],
    ["an open quotation mark", "a.csv", `${HEADER}1,"-0.1,-0.2\n`, "a quotation mark is never closed"],
    [
      "Python dictionaries",
      "a.log",
      "{'loss': 0.69, 'rewards/chosen': 0.1}\n",
      "Python dictionaries, not JSON",
    ],
    ["a web page", "a.json", "<!DOCTYPE html><html></html>", "web page"],
    ["a Git LFS pointer", "a.json", "version https://git-lfs.github.com/spec/v1\n", "git lfs pull"],
    ["a zip archive", "a.csv", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), "zip archive"],
    ["a gzip file", "a.jsonl", Uint8Array.of(0x1f, 0x8b, 8, 0), "compressed with gzip"],
    ["a PNG", "a.md", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), "image"],
    ["zero bytes", "a.csv", Buffer.from("step,\0rewards"), "zero bytes"],
    ["Latin-1", "a.csv", Buffer.from("step,récompense\n", "latin1"), "not text in UTF-8"],
    ["a line without end", "a.jsonl", `{"a": 1}\n${"x".repeat(1_200_000)}`, "a line of more than a million"],
  ])("%s", (_, name, content, message) => {
    const { status, stderr, stdout, files } = logOn(name, content);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(new RegExp(`^error: ${name}: `));
    expect([status, stdout, files]).toEqual([2, "", []]);
  });

  it("a file that is not there, and names its neighbour", () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "trainer_state.json"), DOCUMENT);
    const run = dpoFlow(["log", "trainer-state.json", "nowhere.csv", "--beta", "0.1"], folder);
    expect(run.status).toBe(2);
    expect(run.stderr).toBe(
      'error: trainer-state.json: no such file; did you mean "trainer_state.json"?\nerror: nowhere.csv: no such file\n',
    );
  });

  it.each([
    [[], "no log given"],
    [["-", "-"], "standard input can be read only once"],
    [["a.csv", "--beta", "-1"], 'expected a number > 0, got "-1"'],
    [["a.csv", "--beta", "0.1,,"], 'expected a number > 0, got ""'],
    [["a.csv", "--beta", "0.1,0.2"], "2 values for 1 files"],
    [["a.csv", "--split", "test"], '--split: unknown "test"; known: eval, train'],
    [["a.csv", "--beta", "0.1", "-o", "-"], "expected a folder"],
    [["a.csv", "--format", "gif"], "unknown format"],
  ])("wrong usage: %j", (args, message) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "a.csv"), HEADER + ROWS);
    const run = dpoFlow(["log", ...args], folder);
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain(message);
    expectNoStackTrace(run);
  });

  it("several values of β in a file", () => {
    const text = `# beta = 0.1\n# beta = 0.2\n${HEADER}${ROWS}`;
    expect(logOn("a.csv", text, []).stderr).toContain("states several values of β (0.1, 0.2)");
    expect(logOn("a.csv", text).status).toBe(0);
  });
});

describe("log makes do with", () => {
  it("rows without values, with NaN or without a step: skipped, counted, reported", () => {
    const bad = "4,NaN,-1\n5,,\n,-0.3,-0.7\n6,inf,-1\n7,-0.4\n";
    const { status, words } = logOn("a.csv", HEADER + ROWS + bad);
    expect(status).toBe(0);
    expect(words).toContain(
      "Skipped 5 rows: 2 without values, 2 with NaN, an infinity or text for a number and 1 without a valid step.",
    );
  });

  it("NaN as Python writes it into JSON, and a broken line among good ones", () => {
    const state = logOn(
      "a.json",
      DOCUMENT.replace("[", '[{"step": 0, "rewards/chosen": NaN, "rewards/rejected": NaN},'),
    );
    expect(state.words).toContain("Skipped 1 row: 1 with NaN");
    const good = [1, 2, 3].map(
      (i) => `{"step": ${i}, "rewards/chosen": ${-i}, "rewards/rejected": ${-2 * i}}`,
    );
    const lines = logOn("a.jsonl", [good[0], '{"step": 2, "rew', ...good.slice(1)].join("\n"));
    expect(lines.words).toContain("Skipped 1 row: 1 that could not be read.");
  });

  it("repeated and falling steps", () => {
    const { status, words } = logOn("a.csv", `${HEADER}1,-9,-9\n${ROWS}5,-0.5,-1.1\n4,-0.4,-0.9\n`);
    expect(status).toBe(0);
    expect(words).toContain("5 rows, steps 1 to 5");
    expect(words).toContain("1 row had a step that was there before; the last one of each counts");
    expect(words).toContain("1 row came after a higher step; rows were sorted.");
  });

  it("no steps, and epochs for steps", () => {
    const none = logOn("a.csv", "rewards/chosen,rewards/rejected\n-0.1,-0.2\n-0.2,-0.5\n-0.3,-0.7\n");
    expect(none.words).toContain("The file has no steps and no epochs: rows are counted 1, 2, 3 …");
    const epochs = logOn("a.csv", (HEADER + ROWS).replace("step", "epoch"));
    expect(epochs.words).toContain("The file has no steps; epochs take their place.");
  });

  it("a file that is not what its name says", () => {
    const { status, words } = logOn("trainer_state.json", HEADER + ROWS);
    expect(status).toBe(0);
    expect(words).toContain(
      "trainer_state.json is named like trainer state (JSON), but holds CSV; it was read as that.",
    );
    expect(logOn("a.csv", DOCUMENT).words).toContain(
      "a.csv is named like CSV, but holds trainer state (JSON)",
    );
  });

  it("UTF-16 and a byte order mark, as PowerShell writes them", () => {
    const wide = Buffer.concat([Uint8Array.of(0xff, 0xfe), Buffer.from(HEADER + ROWS, "utf16le")]);
    expect(logOn("a.csv", wide).status).toBe(0);
    expect(logOn("a.csv", `\uFEFF${HEADER}${ROWS}`).status).toBe(0);
  });

  it("a log of more than 20 MB in bounded memory", () => {
    const folder = emptyFolder();
    const file = openSync(join(folder, "big.json"), "w");
    const noise = "x".repeat(300);
    writeSync(file, '{"log_history": [');
    for (let i = 1; i <= 60_000; i++) {
      const m = Math.log1p(i / 3000);
      const row = { step: i, "rewards/chosen": -m, "rewards/rejected": -2 * m + 0.1 * Math.sin(i), noise };
      writeSync(file, `${i > 1 ? ",\n" : ""}${JSON.stringify(row)}`);
    }
    writeSync(file, "]}");
    closeSync(file);
    // The text alone, held in memory and parsed, would be several times this.
    const args = [
      "--max-old-space-size=64",
      BIN,
      "log",
      "big.json",
      "--beta",
      "0.1",
      "--format",
      "none",
      "--json",
    ];
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect([run.status, run.stderr]).toEqual([0, expect.stringContaining("wrote")]);
    expect(JSON.parse(run.stdout).facts.rows).toBe(60_000);
  });
});
