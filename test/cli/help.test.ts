import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dpoFlow, emptyFolder } from "./dpoFlow.js";

const COMMANDS = ["run", "compare", "explore", "check", "list", "losses", "show", "validate", "schema"];

describe("help and usage", () => {
  it("--help names every command and shows examples", () => {
    const { status, stdout, stderr } = dpoFlow(["--help"], emptyFolder());
    expect(status).toBe(0);
    expect(stderr).toBe("");
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toContain("Examples");
  });

  it.each(COMMANDS)("%s --help shows examples", (command) => {
    const { status, stdout } = dpoFlow([command, "--help"], emptyFolder());
    expect(status).toBe(0);
    expect(stdout).toContain(`Examples\n  dpo-flow ${command}`);
  });

  it("--version prints the version of the package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(dpoFlow(["--version"], emptyFolder()).stdout).toBe(`${version}\n`);
  });

  it("without a command prints the help to stderr and ends with 2", () => {
    const { status, stdout, stderr } = dpoFlow([], emptyFolder());
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: dpo-flow");
  });

  it.each([
    [["rnu"], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
    [["run", "weak-sft", "--fromat", "svg"], /unknown option '--fromat'[\s\S]*Did you mean --format\?/],
    [["run", "weak-stf"], /unknown scenario "weak-stf"; did you mean "weak-sft"\?/],
    [["show", "weak-stf"], /did you mean "weak-sft"\?/],
    [["compare", "sft-qualty"], /did you mean "sft-quality"\?/],
    [["run"], /no scenario given; name one/],
    [["run", "--all", "weak-sft"], /--all runs every built-in scenario; leave out weak-sft/],
    [
      ["run", "weak-sft", "--format", "svgg"],
      /unknown format "svgg"; known: svg, .*none; did you mean "svg"\?/,
    ],
    [["run", "weak-sft", "--format", "svg,none"], /"none" means no figure/],
    [["run", "weak-sft", "--format", ""], /unknown format ""; known: svg/],
    [["run", "weak-sft", "-o", "-"], /-o: expected a folder; for the results on stdout use --json/],
    [["compare", "weak-sft", "--by", "extinctionTme"], /unknown metric .*did you mean "extinctionTime"\?/],
    [
      ["compare", "weak-sft", "--by", "speed"],
      /unknown metric "speed"; known: extinctionTime, .*preferredGain/,
    ],
    [["show"], /missing required argument 'scenario'/],
    [["list", "extra"], /too many arguments/],
    [["run", "weak-sft", "--set", "loss.beta"], /--set: expected path=value such as loss\.beta=0\.3/],
    [["run", "--start", "0.3,0.2"], /--start: expected label=x1,x2/],
  ])("%j ends with 2 and says what to do", (args, message) => {
    const { status, stdout, stderr } = dpoFlow(args, emptyFolder());
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, ""]);
  });
});
