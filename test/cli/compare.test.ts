import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { metricOf, TIMES } from "../../src/measure/registry.js";
import { dpoFlow, emptyFolder, filesIn } from "./dpoFlow.js";

describe("dpo-flow compare", () => {
  it("prints a table sorted by speed, and writes a figure and the numbers", () => {
    const cwd = emptyFolder();
    const { status, stdout } = dpoFlow(["compare", "sft-quality"], cwd);
    expect(status).toBe(0);
    expect(filesIn(cwd)).toEqual(
      ["comparison.csv", "convergence.svg", "convergence.vl.json"].map((file) => `out/comparison/${file}`),
    );
    const lines = stdout.trimEnd().split("\n");
    const times = TIMES.map((name) => metricOf(name).labels.table).join("  ");
    expect(times).toMatch(/^extinction {2}half-life {2}half gain {2}margin {2}loss/);
    expect(lines[0].split(/ {2,}/).join("  ")).toBe(
      `start  x0  ${times.replace("extinction", "extinction ▾")}  ratio  final x  status`,
    );
    expect(lines.slice(1).map((line) => line.split(/ +/)[0])).toEqual([
      "dispreferred-rare",
      "weak",
      "strong",
      "left",
      "preferred-absent",
      "both-high",
    ]);
    expect(lines[1]).toMatch(/0\.5, 0\.02 +0\.004905 .* 1 +0\.5004, 0 +extinct$/);
    const csv = readFileSync(join(cwd, "out/comparison/comparison.csv"), "utf8").split("\n");
    expect(csv[0]).toMatch(/^scenario,panel,start,x1_start,x2_start,status,t,x1,x2,ratio,extinctionTime,/);
    expect(csv).toHaveLength(1 + 6 + 1);
    expect(csv[1]).toMatch(
      /^sft-quality,base,dispreferred-rare,0\.5,0\.02,extinct,0\.0049\d{10,},0\.5003\d+,0,1,/,
    );
  });

  it("sorts by another time, names the scenarios where there are several, and prints JSON", () => {
    const cwd = emptyFolder();
    const args = ["compare", "weak-sft", "strong-sft", "--by", "dispreferredHalfLife", "--format", "none"];
    const { stdout } = dpoFlow(args, cwd);
    expect(stdout).toMatch(/^scenario +start .* half-life ▾ /);
    const { by, rows } = JSON.parse(dpoFlow([...args, "--json"], cwd).stdout);
    expect(by).toBe("dispreferredHalfLife");
    const times = rows.map((row: { metrics: Record<string, number> }) => row.metrics.dispreferredHalfLife);
    expect(times).toHaveLength(7);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(rows[6].ratio).toBe(times[6] / times[0]);
    expect(filesIn(cwd)).toEqual(["out/comparison/comparison.csv"]);
  });

  it("compares starts of one's own, and panels", () => {
    const args = [
      "compare",
      "--start",
      "a=0.3,0.2",
      "--set",
      "vary.loss.beta=[0.1, 0.3]",
      "--format",
      "none",
    ];
    const { status, stdout } = dpoFlow(args, emptyFolder());
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(1, 3)).toEqual([
      expect.stringMatching(/^loss\.beta=0\.3 +a /),
      expect.stringMatching(/^loss\.beta=0\.1 +a /),
    ]);
  });

  it("compares losses from the same start: which lifts the preferred response most, which is fastest", () => {
    const cwd = emptyFolder();
    const { status, stdout } = dpoFlow(["compare", "losses", "--by", "preferredGain"], cwd);
    expect(status).toBe(0);
    const [table, winners] = stdout.trimEnd().split("\n\n");
    const lines = table.split("\n");
    expect(lines[0]).toMatch(/^panel +start +x0 .* x1 gain ▾ +ratio +final x +status$/);
    expect(lines[1]).toMatch(/^loss=(kto|sppo|bdpo) +preferred-absent .* 0\.95 +1 +1, /);
    expect(lines).toHaveLength(1 + 8 * 5);
    expect(winners.split("\n")[0]).toMatch(/^from +x0 +lifts x1 most +fastest \(half gain\)$/);
    expect(winners).toMatch(
      /^weak +0\.2, 0\.2 +loss=\w+ = loss=\w+ = loss=\w+ {2}\+0\.8 +loss=ipo {2}t = 0\.004/m,
    );
    const spec = JSON.parse(readFileSync(join(cwd, "out/comparison/convergence.vl.json"), "utf8"));
    expect(spec.title.subtitle[0]).toContain("sorted by gain of x₁");
  });

  it("says in its help which order each metric has", () => {
    const help = dpoFlow(["compare", "--help"], emptyFolder()).stdout.replace(/\s+/g, " ");
    expect(help).toContain("Times, smallest first: extinctionTime");
    expect(help).toContain("Others, largest first: finalPreferred");
  });

  it("ends with 1 where a run fails", () => {
    const args = ["compare", "weak-sft", "--set", "maxSteps=3", "--format", "none"];
    const { status, stderr } = dpoFlow(args, emptyFolder());
    expect(status).toBe(1);
    expect(stderr).toContain("raise maxSteps");
  });
});
