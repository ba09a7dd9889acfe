import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { METRICS } from "../../src/measure/registry.js";
import { SWEEP_METRICS } from "../../src/sweep/plan.js";
import { dpoFlow, emptyFolder } from "./dpoFlow.js";

/** Every command: each has a file of its own. */
const COMMANDS = readdirSync(join(import.meta.dirname, "../../src/cli/commands")).map((file) =>
  file.replace(/\.ts$/, ""),
);

/** The commands that a help text lists. */
const listed = (help: string) =>
  [...help.slice(help.indexOf("Commands:")).matchAll(/^ {2}([a-z]+) .*\S/gm)].map(([, name]) => name);

describe("help and usage", () => {
  it("--help names every command and shows examples", () => {
    const { status, stdout, stderr } = dpoFlow(["--help"], emptyFolder());
    expect(status).toBe(0);
    expect(stderr).toBe("");
    expect(listed(stdout.slice(0, stdout.indexOf("Examples"))).sort()).toEqual([...COMMANDS, "help"].sort());
    expect(stdout).toContain("Examples\n  dpo-flow run weak-sft");
  });

  it.each(COMMANDS)("%s --help says what it does, explains every option and shows examples", (command) => {
    const { status, stdout, stderr } = dpoFlow([command, "--help"], emptyFolder());
    expect([status, stderr]).toEqual([0, ""]);
    const [usage, ...parts] = stdout.split("\n\n");
    expect(usage).toMatch(new RegExp(`^Usage: dpo-flow ${command}\\b`));
    // A sentence or more, before arguments and options.
    expect(parts[0]).toMatch(/^[A-Z][\s\S]* [\s\S]*[.*]$/);
    const options = /Options:\n([\s\S]*?)\n\n/.exec(stdout)?.[1].split(/\n(?= {2}-)/) ?? [];
    expect(options.length).toBeGreaterThan(0);
    for (const option of options) expect(option).toMatch(/^ {2}-\S.*?(?: {2,}|\n +)\S+\s\S+/);
    expect(stdout).toMatch(new RegExp(`\nExamples?\n[\\s\\S]*dpo-flow ${command}\\b`));
  });

  it("of compare and sweep name every metric that they take", () => {
    const words = (command: string) => dpoFlow([command, "--help"], emptyFolder()).stdout.split(/[\s,.]+/);
    expect(words("compare")).toEqual(expect.arrayContaining([...METRICS]));
    expect(words("sweep")).toEqual(expect.arrayContaining([...SWEEP_METRICS]));
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
