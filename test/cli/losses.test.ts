import { describe, expect, it } from "vitest";
import { wrappedTable } from "../../src/cli/wrappedTable.js";
import { losses } from "../../src/model/losses/registry.js";
import { dpoFlow, emptyFolder, expectNoStackTrace } from "./dpoFlow.js";

const names = Object.keys(losses);

describe("dpo-flow losses", () => {
  it("lists every loss with formula, defaults, rest point and source, one a line", () => {
    const { status, stdout, stderr } = dpoFlow(["losses"], emptyFolder());
    expect([status, stderr]).toEqual([0, ""]);
    const [head, ...lines] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^loss +formula +defaults +rest point +source$/);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(names);
    expect(lines[1]).toMatch(
      /^cdpo +−\(1−ε\) log σ\(βm\) − ε log σ\(−βm\) +beta 0\.1, epsilon 0\.1 +m = log\(\(1−ε\)\/ε\)\/β.* +Mitchell 2023/,
    );
  });

  it("explains one: parameters, rest point in numbers, kink, and a scenario to begin with", () => {
    const { status, stdout } = dpoFlow(["losses", "cdpo"], emptyFolder());
    expect(status).toBe(0);
    expect(stdout).toMatch(/^cdpo {2}Conservative DPO\n/);
    expect(stdout).toContain("depends on  the margin m = r1 − r2 alone");
    expect(stdout).toContain("at the defaults m = 21.97: x2/x1 = 2.868e-10");
    expect(stdout).toMatch(/ epsilon +0\.1 +a number ≥ 0 and < 1 +ε, probability of a wrong label\n/);
    expect(stdout).toContain("loss: { name: cdpo, beta: 0.1, epsilon: 0.1 }");
    expect(dpoFlow(["losses", "dpop"], emptyFolder()).stdout).toContain("at r1 = 0 (at the defaults)");
    expect(dpoFlow(["losses", "slic"], emptyFolder()).stdout).toContain("at m = 1 (at the defaults)");
    expect(dpoFlow(["losses", "rlhf"], emptyFolder()).stdout).toMatch(
      /needs +π_w \+ π_l < 1\n[\s\S]*reference: \{ preferred: 0\.25, dispreferred: 0\.25 \}/,
    );
  });

  it("prints all of it as JSON, the scenarios of which run", () => {
    const cwd = emptyFolder();
    const all = JSON.parse(dpoFlow(["losses", "--json"], cwd).stdout);
    expect(all.map(({ name }: { name: string }) => name)).toEqual(names);
    const cdpo = JSON.parse(dpoFlow(["losses", "cdpo", "--json"], cwd).stdout);
    expect(all[1]).toEqual(cdpo);
    expect(cdpo).toMatchObject({ margin: true, kink: null, restAt: { margin: Math.log(9) / 0.1 } });
    expect(cdpo.parameters[1]).toMatchObject({ name: "epsilon", default: 0.1, schema: { minimum: 0 } });
  });

  it("suggests the nearest name, or the only one that goes on like that", () => {
    const result = dpoFlow(["losses", "sturdy"], emptyFolder());
    expect([result.status, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toBe(`error: unknown loss "sturdy"; known: ${names.join(", ")}\n`);
    for (const [given, meant] of [
      ["cdop", "cdpo"],
      ["robust", "robust-dpo"],
    ]) {
      expect(dpoFlow(["losses", given], emptyFolder()).stderr).toBe(
        `error: unknown loss "${given}"; did you mean "${meant}"?\n`,
      );
    }
    expectNoStackTrace(result);
  });
});

describe("wrapped table", () => {
  const columns = [{ title: "a" }, { title: "b" }];
  const rows = [["x", "one two three four five six seven"]];

  it("breaks the widest cells at spaces to keep to the terminal", () => {
    const text = wrappedTable(columns, rows, 21);
    expect(text).toBe("a  b\nx  one two three four\n   five six seven");
  });

  it("breaks nothing without a terminal, and no word", () => {
    expect(wrappedTable(columns, rows, undefined).split("\n")).toHaveLength(2);
    expect(wrappedTable(columns, [["x", "y".repeat(40)]], 10)).toContain("y".repeat(40));
  });
});
