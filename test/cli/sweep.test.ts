import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { barLine, duration } from "../../src/cli/progressBar.js";
import { SWEPT } from "../../src/measure/registry.js";
import { BIN, dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

const METRICS = [...SWEPT, "status"];

/** Every file below a folder with its content. */
const contents = (folder: string) =>
  Object.fromEntries(filesIn(folder).map((file) => [file, readFileSync(join(folder, file), "latin1")]));

/** Shape and values of an array file. */
function load(path: string): { shape: number[]; values: Float64Array } {
  const bytes = readFileSync(path);
  const length = bytes.readUInt16LE(8);
  const shape = /'shape': \(([^)]*)\)/.exec(bytes.toString("latin1", 10, 10 + length))?.[1] ?? "";
  const data = bytes.subarray(10 + length);
  const values = Float64Array.from({ length: data.length / 8 }, (_, i) => data.readDoubleLE(8 * i));
  return { shape: shape.split(",").filter(Boolean).map(Number), values };
}

/** What a cell of the table holds; nothing is no number. */
const numberIn = (cell: string) => (cell === "" ? Number.NaN : Number(cell));

describe("sweep", () => {
  it("writes the table, the arrays, the figures and the summary", () => {
    const cwd = emptyFolder();
    const { status, stdout, stderr } = dpoFlow(["sweep", "sft-quality", "--grid", "12x9"], cwd);
    expect(stderr).toMatch(
      /^method: exact, .*\n1 cell computed again with dense output: largest difference \S+\nwrote out\/sweep-sft-quality: summary\.json, sweep\.csv, .*\n$/,
    );
    expect(stdout).toMatch(/^sft-quality: 12 × 9 grid, method exact\nextinct 108\nmetric +cells +least/);
    expect(status).toBe(0);
    const folder = join(cwd, "out/sweep-sft-quality");
    const figures = METRICS.flatMap((metric) => [`${metric}.svg`, `${metric}.vl.json`]);
    const arrays = METRICS.map((metric) => `${metric}.npy`);
    expect(filesIn(folder)).toEqual([...arrays, ...figures, "summary.json", "sweep.csv"].sort());

    const [header, ...lines] = readFileSync(join(folder, "sweep.csv"), "utf8").trimEnd().split("\n");
    expect(header).toBe(`x1,x2,${METRICS.join(",")}`);
    expect(lines).toHaveLength(108);
    const table = lines.map((line) => line.split(","));
    for (const [i, metric] of SWEPT.entries()) {
      const { shape, values } = load(join(folder, `${metric}.npy`));
      expect(shape).toEqual([9, 12]);
      expect([...values]).toEqual(table.map((row) => numberIn(row[i + 2])));
    }
    expect(table[13].slice(0, 2).map(Number)).toEqual([1.5 / 12, 1.5 / 9]);
    const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
    expect(summary).toMatchObject({ scenario: "sft-quality", method: "exact", shape: [9, 12], cells: 108 });
    expect(summary.counts.extinct).toBe(108);
    expect(summary.settings.starts).toBeUndefined();
  });

  it("gives the same files for any number of workers, and from parts as in one run", () => {
    const cwd = emptyFolder();
    const args = [
      "sweep",
      "weak-sft",
      "--grid",
      "60x64",
      "--method",
      "odex",
      "--set",
      "horizon=3",
      "--quiet",
    ];
    for (const workers of ["1", "2", "3"]) {
      const { status, stderr } = dpoFlow([...args, "--workers", workers, "-o", `w${workers}`], cwd);
      expect([status, stderr]).toEqual([0, ""]);
    }
    const one = contents(join(cwd, "w1"));
    expect(contents(join(cwd, "w2"))).toEqual(one);
    expect(contents(join(cwd, "w3"))).toEqual(one);

    for (const i of [1, 2, 3]) dpoFlow([...args, "--shard", `${i}/3`, "-o", "parts"], cwd);
    const parts = filesIn(join(cwd, "parts")).map((file) => join("parts", file));
    expect(parts).toEqual([1, 2, 3].map((i) => join("parts", "sweep-weak-sft", `part-${i}-of-3.part`)));
    const merged = dpoFlow(["merge", ...parts.toReversed(), "-o", "merged"], cwd);
    expect(merged.status).toBe(0);
    expect(contents(join(cwd, "merged"))).toEqual(one);
  });

  it("takes random starts and only the metrics asked for", () => {
    const cwd = emptyFolder();
    const args = [
      "sweep",
      "weak-sft",
      "--random",
      "40",
      "--seed",
      "9",
      "--metric",
      "timeToMargin",
      "--plane",
      "log-ratio",
    ];
    const { status, stdout } = dpoFlow([...args, "--json"], cwd);
    expect(status).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ shape: [40], starts: { random: 40, seed: 9, plane: "log-ratio" } });
    const folder = join(cwd, "out/sweep-weak-sft");
    expect(filesIn(folder)).toEqual(
      ["status.npy", "status.svg", "status.vl.json", "summary.json", "sweep.csv"]
        .concat(["timeToMargin.npy", "timeToMargin.svg", "timeToMargin.vl.json"])
        .sort(),
    );
    expect(load(join(folder, "timeToMargin.npy")).shape).toEqual([40]);
  });

  it("goes on where cells fail, and says how many", () => {
    const cwd = emptyFolder();
    // Each metric that is watched for ends a step, so that those decide which cells fail.
    const metrics = "extinctionTime,finalPreferred,dispreferredHalfLife,timeToMargin,preferredGain";
    const args = ["sweep", "weak-sft", "--grid", "6x6", "--method", "odex", "--set", "maxSteps=7"];
    const { status, stdout, stderr } = dpoFlow([...args, "--metric", metrics], cwd);
    expect(status).toBe(0);
    expect(stderr).toMatch(/\d+ of 36 cells failed; their status says how/);
    expect(stdout).toMatch(/^extinct \d+, step-limit \d+$/m);
    const folder = join(cwd, "out/sweep-weak-sft");
    const { values } = load(join(folder, "status.npy"));
    const failed = values.filter((code) => code === 3).length;
    expect(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"))).toMatchObject({ failed });
    expect(readFileSync(join(folder, "extinctionTime.vl.json"), "utf8")).toContain(`×: ${failed} failed`);
    expect(readFileSync(join(folder, "sweep.csv"), "utf8")).toMatch(/,,,.*,step-limit\n/);
  });

  it("sweeps each panel of a scenario that varies something, into a folder of its own", () => {
    const cwd = emptyFolder();
    const set = ["--set", "vary.loss.beta=[0.1, 0.5]"];
    const { status, stdout } = dpoFlow(
      ["sweep", "weak-sft", "--grid", "4", ...set, "--format", "none", "--json", "--metric", "status"],
      cwd,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout).map(({ panel }: { panel: string }) => panel)).toEqual([
      "loss.beta=0.1",
      "loss.beta=0.5",
    ]);
    expect(filesIn(join(cwd, "out"))).toEqual(
      ["0.1", "0.5"].flatMap((beta) =>
        ["status.npy", "summary.json", "sweep.csv"].map((file) => `sweep-weak-sft/loss.beta=${beta}/${file}`),
      ),
    );
  });

  it("takes a domain that the scenario's own starts do not fit", () => {
    const { status, stderr } = dpoFlow(
      ["sweep", "both-high", "--grid", "5", "--set", "domain=simplex", "--format", "none", "-q"],
      emptyFolder(),
    );
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("wrong use of sweep and merge", () => {
  const cases: [string[], RegExp][] = [
    [["--grid", "0x5"], /--grid: expected columns x rows such as 256x256/],
    [["--grid", "99999x99999"], /at most \d+ cells/],
    [
      ["--metric", "extinctonTime"],
      /--metric: unknown "extinctonTime"; known: .*[Dd]id you mean "?extinctionTime/,
    ],
    [["--method", "euler"], /--method: unknown "euler"; known: auto, odex, exact/],
    [
      ["--method", "exact", "--set", "loss.name=cal-dpo"],
      /--method exact: nothing exact is known for cal-dpo/,
    ],
    [["--plane", "probability"], /--plane: unknown "probability"; known: ratio, log-ratio/],
    [["--workers", "0"], /--workers: expected a whole number from 1 to 1024, got "0"/],
    [["--seed", "4"], /--seed: only a random sample has a seed; add --random N/],
    [["--random", "5", "--grid", "4x4"], /--random and --grid: choose one/],
    [["--random", "1.5"], /--random: expected a whole number/],
    [["--shard", "0/4"], /--shard: expected part\/parts such as 3\/8/],
    [["--shard", "5/4"], /--shard: expected part\/parts such as 3\/8/],
    [["--shard", "1/9", "--grid", "4x4"], /--shard: 9 parts are more than the 4 rows/],
    [["--set", "loss.beta=-1"], /loss\.beta/],
    [["-o", "-"], /-o: expected a folder/],
  ];

  it.each(cases)("%j", (args, message) => {
    const cwd = emptyFolder();
    const result = dpoFlow(["sweep", "weak-sft", ...args], cwd);
    expect(result.stderr).toMatch(message);
    expect(result.status).toBe(2);
    expectNoStackTrace(result);
    expect(filesIn(cwd)).toEqual([]);
  });

  it("merge names what is wrong with the parts and writes nothing", () => {
    const cwd = emptyFolder();
    const base = ["sweep", "weak-sft", "--grid", "5x6", "-q"];
    for (const i of [1, 2, 3]) dpoFlow([...base, "--shard", `${i}/3`, "-o", "a"], cwd);
    dpoFlow([...base, "--shard", "2/3", "--set", "loss.beta=0.2", "-o", "b"], cwd);
    const part = (folder: string, i: number) => join(folder, "sweep-weak-sft", `part-${i}-of-3.part`);
    writeFileSync(join(cwd, "short.part"), readFileSync(join(cwd, part("a", 2))).subarray(0, -4));
    writeFileSync(join(cwd, "other.csv"), "a,b\n1,2\n");
    const cases: [string[], RegExp][] = [
      [[part("a", 1), part("a", 3)], /merge: missing 1 of 3 parts: 2/],
      [[part("a", 1), part("a", 1)], /part 1 of 3 comes twice/],
      [[part("a", 1), part("b", 2), part("a", 3)], /differs from .* in settings\.loss\.beta/],
      [[part("a", 1), "short.part", part("a", 3)], /short\.part: damaged or cut short/],
      [["other.csv"], /other\.csv: not a part of a sweep/],
      [["nowhere.part"], /nowhere\.part: no such file/],
      [["a"], /a: a folder; give the parts in it/],
    ];
    for (const [parts, message] of cases) {
      const result = dpoFlow(["merge", ...parts, "-o", "merged"], cwd);
      expect(result.stderr).toMatch(message);
      expect(result.status).toBe(2);
      expectNoStackTrace(result);
      expect(filesIn(join(cwd, "merged"))).toEqual([]);
    }
  });

  it("a folder that cannot be made is an error before the work", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "out"), "a file");
    const result = dpoFlow(["sweep", "weak-sft", "--grid", "4"], cwd);
    expect(result.stderr).toMatch(/cannot write out\/sweep-weak-sft: a file stands where a folder should be/);
    expect(result.status).toBe(1);
  });
});

describe("Ctrl-C during a sweep", () => {
  it("ends the workers with 130 and leaves the old output as it was", async () => {
    const cwd = emptyFolder();
    dpoFlow(["sweep", "weak-sft", "--grid", "4x4", "-q"], cwd);
    const before = contents(join(cwd, "out"));
    const args = ["sweep", "weak-sft", "--grid", "2000x2000", "--method", "odex", "--workers", "2"];
    const child = spawn(process.execPath, [BIN, ...args], { cwd });
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    setTimeout(() => child.kill("SIGINT"), 1500);
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
    expect(stderr).toBe("interrupted\n");
    expect(contents(join(cwd, "out"))).toEqual(before);
  });

  it("does the same while the files are written", async () => {
    const cwd = emptyFolder();
    dpoFlow(["sweep", "weak-sft", "--grid", "4x4", "-q"], cwd);
    const before = contents(join(cwd, "out"));
    const child = spawn(
      process.execPath,
      [BIN, "sweep", "weak-sft", "--grid", "800x800", "--format", "none", "-q"],
      { cwd },
    );
    const watch = setInterval(() => {
      if (filesIn(join(cwd, "out")).some((file) => /sweep\.csv\..*\.tmp$/.test(file))) child.kill("SIGINT");
    }, 20);
    const code = await new Promise((resolve) => child.on("close", resolve));
    clearInterval(watch);
    expect(code).toBe(130);
    expect(contents(join(cwd, "out"))).toEqual(before);
  });
});

describe("the folder of a sweep", () => {
  it("holds one sweep: files of an earlier one do not stay", () => {
    const cwd = emptyFolder();
    const base = ["sweep", "weak-sft", "--grid", "4x4", "-q"];
    dpoFlow([...base, "--metric", "extinctionTime,preferredGain"], cwd);
    writeFileSync(join(cwd, "out/sweep-weak-sft/notes.txt"), "mine");
    dpoFlow([...base, "--metric", "finalPreferred", "--format", "png"], cwd);
    const names = ["finalPreferred", "status"].flatMap((name) =>
      ["npy", "png", "vl.json"].map((extension) => `${name}.${extension}`),
    );
    expect(filesIn(join(cwd, "out/sweep-weak-sft"))).toEqual(
      [...names, "notes.txt", "summary.json", "sweep.csv"].sort(),
    );
  });

  it("stays as it was where one of its files cannot be replaced", () => {
    const cwd = emptyFolder();
    const base = ["sweep", "weak-sft", "--format", "none", "-q"];
    dpoFlow([...base, "--grid", "4x4"], cwd);
    const folder = join(cwd, "out/sweep-weak-sft");
    rmSync(join(folder, "status.npy"));
    mkdirSync(join(folder, "status.npy"));
    const before = contents(folder);
    const result = dpoFlow([...base, "--grid", "5x5"], cwd);
    expect(result.stderr).toMatch(/cannot write .*status\.npy: a folder stands where the file should be/);
    expect(result.status).toBe(1);
    expect(contents(folder)).toEqual(before);
  });
});

describe("a figure of a sweep that cannot be drawn", () => {
  it("is reported, and stops neither the numbers nor any other figure", () => {
    const cwd = emptyFolder();
    // The figure font has no such letters, and the heading of the first panel would need them.
    writeFileSync(
      join(cwd, "v.yaml"),
      "starts: { a: [0.1, 0.1] }\nvary: { starts: [{ 日本: [0.1, 0.1] }, { b: [0.2, 0.1] }] }\n",
    );
    const sweep = ["sweep", "v.yaml", "--grid", "4", "--metric", "status"];
    // An earlier sweep of the same folders, whose array does not stay.
    dpoFlow(["sweep", "v.yaml", "--grid", "5", "--metric", "extinctionTime", "--format", "none"], cwd);
    const result = dpoFlow(sweep, cwd);
    expect(result.status).toBe(1);
    expect(result.stderr.match(/^failed: .*$/gm)).toEqual([
      expect.stringMatching(/^failed: .*sweep-v.*status: .*no glyph for "日".*use another label/),
    ]);
    expectNoStackTrace(result);
    const numbers = ["status.npy", "summary.json", "sweep.csv"];
    const [undrawable, drawable] = ["starts=-=-0.1-0.1-", "starts=-b=-0.2-0.1-"].map((panel) =>
      filesIn(join(cwd, "out/sweep-v", panel)),
    );
    expect(undrawable).toEqual(numbers);
    expect(drawable).toEqual([...numbers, "status.svg", "status.vl.json"].sort());
  });
});

describe("progress", () => {
  it("shows share, rate and time left", () => {
    expect(barLine(0, 100, 0, "cells")).toBe(`${"░".repeat(24)}   0 %  0 cells/s  `);
    expect(barLine(5000, 20_000, 2, "cells")).toBe(`██████${"░".repeat(18)}  25 %  2,500 cells/s  6 s left`);
    expect(barLine(100, 100, 1, "cells")).toBe(`${"█".repeat(24)} 100 %  100 cells/s  0 s left`);
  });

  it("writes durations for people", () => {
    expect([0.2, 59, 60, 185, 7650].map(duration)).toEqual(["1 s", "59 s", "1:00", "3:05", "2:07:30"]);
  });
});
