import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

describe("dpo-flow run", () => {
  it("writes tables, specifications and figures, prints a table and says what it wrote", () => {
    const cwd = emptyFolder();
    const { status, stdout, stderr } = dpoFlow(["run", "weak-sft"], cwd);
    expect(status).toBe(0);
    expect(filesIn(cwd)).toEqual(
      [
        "phase-plane.svg",
        "phase-plane.vl.json",
        "summary.json",
        "time-series.svg",
        "time-series.vl.json",
        "trajectories.csv",
      ].map((file) => `out/weak-sft/${file}`),
    );
    expect(stdout).toMatch(/^weak-sft {2}Weak SFT/);
    expect(stdout).toMatch(/^ {2}lower-left +0\.1, 0\.1 +0\.1414, 0 +extinct +0\.1037 +\de-\d+$/m);
    expect(stderr).toMatch(/^wrote out\/weak-sft: summary\.json, trajectories\.csv, phase-plane\.vl\.json/);
    expect(stdout + stderr).not.toContain("\u001b");
    const spec = JSON.parse(read(cwd, "out/weak-sft/phase-plane.vl.json"));
    expect(spec.$schema).toBe("https://vega.github.io/schema/vega-lite/v6.json");
    expect(read(cwd, "out/weak-sft/phase-plane.svg")).toMatch(/^<svg/);
  });

  it("writes every digit of the trajectories, and no margin and no r2 where x2 is 0", () => {
    const cwd = emptyFolder();
    dpoFlow(["run", "weak-sft", "--format", "none", "-q"], cwd);
    const lines = read(cwd, "out/weak-sft/trajectories.csv").split("\n");
    expect(lines[0]).toBe("panel,start,t,x1,x2,loss,margin,r1,r2");
    expect(lines).toHaveLength(1 + 4 * 200 + 1);
    const rows = lines.slice(1, -1).map((line) => line.split(","));
    expect(rows.every((row) => row.length === 9)).toBe(true);
    const digits = rows.flatMap((row) => row.slice(2, 6)).filter((text) => text.length >= 17);
    expect(digits.length).toBeGreaterThan(1000);
    for (const [, , , , x2, , margin, , r2] of rows) {
      expect([margin === "", r2 === ""]).toEqual([x2 === "0", x2 === "0"]);
    }
  });

  it("writes a summary without paths, clock times or numbers that are not finite", () => {
    const cwd = emptyFolder();
    dpoFlow(["run", "weak-sft", "--format", "none"], cwd);
    const text = read(cwd, "out/weak-sft/summary.json");
    const summary = JSON.parse(text);
    expect(Object.keys(summary)).toEqual(["scenario", "version", "panels"]);
    expect(summary.scenario).toBe("weak-sft");
    expect(Object.keys(summary.panels[0])).toEqual(["panel", "settings", "runs"]);
    expect(summary.panels[0].panel).toBe("base");
    expect(summary.panels[0].settings.loss).toEqual({ name: "dpo", beta: 0.1 });
    const [run] = summary.panels[0].runs;
    expect(run).toMatchObject({
      start: "lower-left",
      x0: [0.1, 0.1],
      status: "extinct",
      extinct: "dispreferred",
    });
    expect(run).not.toHaveProperty("path");
    expect(run).not.toHaveProperty("curve");
    expect(text).not.toContain(cwd);
    expect(text).not.toMatch(/Infinity|NaN|\d{4}-\d{2}-\d{2}/);
  });

  it("writes the same bytes every time", () => {
    const [a, b] = [emptyFolder(), emptyFolder()];
    for (const cwd of [a, b]) dpoFlow(["run", "strong-sft", "-q"], cwd);
    expect(filesIn(a)).toHaveLength(6);
    for (const file of filesIn(a)) expect(read(a, file), file).toBe(read(b, file));
  });

  it("with --format none writes no figure and no specification", () => {
    const cwd = emptyFolder();
    const { status } = dpoFlow(["run", "weak-sft", "--format", "none"], cwd);
    expect(status).toBe(0);
    expect(filesIn(cwd)).toEqual(["out/weak-sft/summary.json", "out/weak-sft/trajectories.csv"]);
  });

  it("with --json prints the summary and nothing else", () => {
    const cwd = emptyFolder();
    const { stdout } = dpoFlow(["run", "weak-sft", "--format", "none", "--json"], cwd);
    expect(stdout).toBe(read(cwd, "out/weak-sft/summary.json"));
  });

  it("with --json and several scenarios prints an array", () => {
    const cwd = emptyFolder();
    const { stdout } = dpoFlow(["run", "weak-sft", "strong-sft", "--format", "none", "--json"], cwd);
    expect(JSON.parse(stdout).map(({ scenario }: { scenario: string }) => scenario)).toEqual([
      "weak-sft",
      "strong-sft",
    ]);
  });

  it("with --quiet prints nothing", () => {
    const { status, stdout, stderr } = dpoFlow(
      ["run", "weak-sft", "--format", "none", "--quiet"],
      emptyFolder(),
    );
    expect([status, stdout, stderr]).toEqual([0, "", ""]);
  });

  it("runs a start of one's own, with values replaced, into a folder of choice", () => {
    const cwd = emptyFolder();
    const args = [
      "run",
      "--start",
      "mine=0.3,0.2",
      "--set",
      "loss.beta=0.5",
      "-o",
      "a/b",
      "--format",
      "none",
    ];
    const { status, stdout } = dpoFlow(args, cwd);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ad-hoc\n/);
    const { settings, runs } = JSON.parse(read(cwd, "a/b/ad-hoc/summary.json")).panels[0];
    expect(settings.loss.beta).toBe(0.5);
    expect(runs[0]).toMatchObject({ start: "mine", x0: [0.3, 0.2] });
  });

  it("replaces the starts of a scenario that is named", () => {
    const cwd = emptyFolder();
    dpoFlow(["run", "weak-sft", "--start", "mine=0.3,0.2", "--format", "none"], cwd);
    const { runs } = JSON.parse(read(cwd, "out/weak-sft/summary.json")).panels[0];
    expect(runs.map(({ start }: { start: string }) => start)).toEqual(["mine"]);
  });

  it("draws the panels of vary together, and their time series under distinct harmless names", () => {
    const cwd = emptyFolder();
    const vary = "vary={ starts.weak: [[0.1, 0.1], [0.2, 0.1]], domain: [box, simplex] }";
    const { status, stdout } = dpoFlow(["run", "--start", "weak=0.1,0.1", "--set", vary], cwd);
    expect(status).toBe(0);
    expect(stdout).toContain("starts.weak=[0.1,0.1], domain=box");
    const figures = filesIn(cwd).filter((file) => file.endsWith(".svg"));
    expect(figures).toEqual(
      [
        "phase-plane.svg",
        "time-series.starts.weak=-0.1-0.1-_domain=box.svg",
        "time-series.starts.weak=-0.1-0.1-_domain=simplex.svg",
        "time-series.starts.weak=-0.2-0.1-_domain=box.svg",
        "time-series.starts.weak=-0.2-0.1-_domain=simplex.svg",
      ].map((file) => `out/ad-hoc/${file}`),
    );
    const panels = read(cwd, "out/ad-hoc/trajectories.csv").match(
      /^"starts\.weak=\[0\.1,0\.1\], domain=box",weak,/gm,
    );
    expect(panels).toHaveLength(200);
  });

  it("quotes labels as RFC 4180 asks", () => {
    const cwd = emptyFolder();
    const { status } = dpoFlow(["run", "--start", 'a "b", c=0.3,0.2', "--format", "none"], cwd);
    expect(status).toBe(0);
    expect(read(cwd, "out/ad-hoc/trajectories.csv").split("\n")[1]).toMatch(
      /^base,"a ""b"", c",0,0\.3,0\.2,/,
    );
  });

  it("keeps the results of a run that fails, says what to try, and ends with 1", () => {
    const cwd = emptyFolder();
    const result = dpoFlow(["run", "weak-sft", "--set", "maxSteps=3", "--format", "none"], cwd);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/failed: weak-sft, start lower-left: step-limit: .*raise maxSteps/);
    expectNoStackTrace(result);
    expect(filesIn(cwd)).toEqual(["out/weak-sft/summary.json", "out/weak-sft/trajectories.csv"]);
    const { runs } = JSON.parse(read(cwd, "out/weak-sft/summary.json")).panels[0];
    expect(runs[0]).toMatchObject({ status: "step-limit", metrics: { extinctionTime: null } });
    expect(read(cwd, "out/weak-sft/trajectories.csv")).not.toMatch(/NaN|Infinity/);
  });

  it("draws what there is of a run that failed", () => {
    const cwd = emptyFolder();
    expect(dpoFlow(["run", "weak-sft", "--set", "maxSteps=3"], cwd).status).toBe(1);
    expect(filesIn(cwd)).toContain("out/weak-sft/phase-plane.svg");
  });

  it("keeps the results of finished scenarios when a later one cannot be written", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "b.yaml"), "starts: { 下: [0.3, 0.2] }");
    const result = dpoFlow(["run", "weak-sft", "./b.yaml"], cwd);
    expect(result.status).toBe(1);
    expectNoStackTrace(result);
    expect(filesIn(cwd)).toEqual([
      "b.yaml",
      "out/b/summary.json",
      "out/b/trajectories.csv",
      "out/weak-sft/phase-plane.svg",
      "out/weak-sft/phase-plane.vl.json",
      "out/weak-sft/summary.json",
      "out/weak-sft/time-series.svg",
      "out/weak-sft/time-series.vl.json",
      "out/weak-sft/trajectories.csv",
    ]);
  });

  it("runs what show prints to the same numbers", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "weak-sft.yaml"), dpoFlow(["show", "weak-sft"], cwd).stdout);
    dpoFlow(["run", "weak-sft", "--format", "none", "-o", "a"], cwd);
    dpoFlow(["run", "weak-sft.yaml", "--format", "none", "-o", "b"], cwd);
    expect(read(cwd, "a/weak-sft/summary.json")).toBe(read(cwd, "b/weak-sft/summary.json"));
  });
});
