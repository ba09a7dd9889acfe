import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

interface Claim {
  id: string;
  verdict: string;
  findings: { beta: number | null; share: number; shading?: unknown }[];
}

const claimsOf = (text: string): Claim[] => JSON.parse(text).panels[0].claims;

describe("dpo-flow check", () => {
  it("prints the verdicts, and writes the report and the figure", () => {
    const cwd = emptyFolder();
    const { status, stdout, stderr } = dpoFlow(["check"], cwd);
    expect(status).toBe(0);
    expect(stderr).toBe("wrote out: claims.md, claims.vl.json, claims.svg\n");
    expect(filesIn(cwd)).toEqual(["out/claims.md", "out/claims.svg", "out/claims.vl.json"]);
    expect(stdout).toMatch(/^DPO · ratio geometry · box · π_ref = \(1, 1\)\n/);
    expect(stdout).toMatch(
      /Remark 1 {2}x2\/x1 < 1 .*\n {2}IN PART\n {2}β = 0\.1, 0\.3, 0\.5, 1\.5: in part, true below the diagonal .*\n.*worst at π = \(0\.0125, 0\.988\): \|∂L\/∂x1\| is 79 times/,
    );
    expect(stdout).toMatch(
      /\n22 claims: 9 hold, 7 in part, 6 fail\n6 runs beside the exact margin clock: relative error in time at most \de-1\d\n/,
    );
    const report = readFileSync(join(cwd, "out/claims.md"), "utf8");
    expect(report).toMatch(/^# The claims of arXiv:2404\.04626, measured\n/);
    expect(report).toContain("![Where the claims are true](claims.svg)");
    expect(report).toMatch(/^\| Remark 1 \| .* \| \*\*in part\*\* \| 49 % \|$/m);
    expect(report).toMatch(/^\| Corollary 1 \| \\\|∂L\/∂x1\\\| .* \| \*\*holds\*\* \| 100 % \|$/m);
  });

  it("computes the verdicts: with another loss they change", () => {
    const cwd = emptyFolder();
    const args = ["check", "--json", "--format", "none"];
    const dpo = claimsOf(dpoFlow(args, cwd).stdout);
    const other = dpoFlow([...args, "--set", "loss.name=ipo"], cwd);
    expect(other.status).toBe(0);
    const ipo = claimsOf(other.stdout);
    const changed = dpo.filter(({ verdict }, i) => ipo[i].verdict !== verdict).map(({ id }) => id);
    expect(changed).toEqual(["theorem-1", "small-x2", "vanishing-low"]);
    expect(dpo[0].findings.map(({ beta }) => beta)).toEqual([0.1, 0.3, 0.5, 1.5]);
    expect(ipo[0].findings.map(({ beta }) => beta)).toEqual([null]);
    expect(dpo[0].findings[0]).not.toHaveProperty("shading");
    expect(filesIn(cwd)).toEqual(["out/claims.md"]);
  });

  it("takes the scenario's own β too, and any scenario", () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "mine.yaml"), "starts: { a: [0.2, 0.1] }\nloss: { beta: 0.7 }");
    const { stdout, stderr } = dpoFlow(
      ["check", "mine.yaml", "--json", "--format", "none", "-o", "here"],
      cwd,
    );
    expect(stderr).toBe("wrote here: claims.md\n");
    expect(claimsOf(stdout)[0].findings.map(({ beta }) => beta)).toEqual([0.1, 0.3, 0.5, 0.7, 1.5]);
  });

  it("reports the integrator's error beside the margin clock, for margin losses", () => {
    const cwd = emptyFolder();
    const runs = (set: string) =>
      JSON.parse(dpoFlow(["check", "--json", "--format", "none", "--set", set], cwd).stdout).panels[0].runs;
    for (const { status, check } of runs("loss.name=cdpo")) {
      expect(status).toBe("stationary");
      expect(check.clockError).toBeLessThan(1e-9);
    }
    for (const { check } of runs("loss.name=kto")) expect(check.clockError).toBeNull();
  });

  it("checks every panel of a scenario that varies something", () => {
    const cwd = emptyFolder();
    const args = ["check", "weak-sft", "--set", "vary.geometry.name=[ratio, log-ratio]"];
    const { status, stdout } = dpoFlow(args, cwd);
    expect(status).toBe(0);
    expect(filesIn(cwd).filter((file) => file.endsWith(".svg"))).toEqual([
      "out/claims.geometry=log-ratio.svg",
      "out/claims.geometry=ratio.svg",
    ]);
    expect(stdout.match(/22 claims:/g)).toHaveLength(2);
    expect(readFileSync(join(cwd, "out/claims.md"), "utf8")).toContain("(claims.geometry=log-ratio.svg)");
  });

  it("says what is wrong, and prints nothing where quiet", () => {
    const cwd = emptyFolder();
    const wrong = dpoFlow(["check", "weak-stf"], cwd);
    expect([wrong.status, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain('did you mean "weak-sft"?');
    expectNoStackTrace(wrong);
    expect(existsSync(join(cwd, "out"))).toBe(false);
    const quiet = dpoFlow(["check", "weak-sft", "--quiet", "--format", "none"], cwd);
    expect([quiet.status, quiet.stdout, quiet.stderr]).toEqual([0, "", ""]);
  });
});
