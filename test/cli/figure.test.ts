import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PICTURE_FORMATS } from "../../src/node/pictures/registry.js";
import { dpoFlow, emptyFolder, filesIn } from "./dpoFlow.js";

/** The message names every format of the registry. */
const KNOWN_FORMATS = new RegExp(
  `unknown format "jpg"; known: ${Object.keys(PICTURE_FORMATS)
    .map((name) => `(?=[^;]*\\b${name}\\b)`)
    .join("")}svg, `,
);

describe("dpo-flow figure", () => {
  it.each(["landscape", "field", "phase-plane", "time-series", "convergence"])(
    "draws %s into one file",
    (kind) => {
      const folder = emptyFolder();
      const { status, stderr, stdout } = dpoFlow(["figure", kind, "weak-sft", "--preset", "acl"], folder);
      expect(stderr).toBe(`wrote ${kind}.svg\n`);
      expect(stdout).toBe("");
      expect(status).toBe(0);
      expect(filesIn(folder)).toEqual([`${kind}.svg`]);
      expect(readFileSync(join(folder, `${kind}.svg`), "utf8")).toMatch(/^<svg [^>]*width="218"/);
    },
  );

  it("takes the format from the file name, and the width in points", () => {
    const folder = emptyFolder();
    const args = ["figure", "phase-plane", "weak-sft", "--preset", "icml", "--width", "260"];
    expect(dpoFlow([...args, "-o", "a.pdf"], folder).status).toBe(0);
    expect(readFileSync(join(folder, "a.pdf"), "latin1")).toMatch(/^%PDF[\s\S]*\/MediaBox \[0 0 260 /);
    expect(dpoFlow([...args, "-o", "a.png", "--dpi", "72"], folder).status).toBe(0);
    expect(readFileSync(join(folder, "a.png")).readUInt32BE(16)).toBe(260);
    expect(dpoFlow([...args, "-o", "a.vl.json"], folder).status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "a.vl.json"), "utf8")).$schema).toContain("/vega-lite/v6");
    expect(dpoFlow([...args, "-o", "a.vg.json"], folder).status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "a.vg.json"), "utf8")).$schema).toContain("/vega/v6");
  });

  it("writes to stdout, with nothing else there", () => {
    const folder = emptyFolder();
    const { stdout, stderr } = dpoFlow(["figure", "field", "--start", "mine=0.3,0.2", "-o", "-"], folder);
    expect(stdout).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    expect(stderr).toBe("");
    expect(filesIn(folder)).toEqual([]);
  });

  it("makes a figure again from itself: the same bytes", () => {
    const folder = emptyFolder();
    dpoFlow(["figure", "phase-plane", "weak-sft", "--set", "loss.beta=0.4", "-o", "a.vl.json"], folder);
    dpoFlow(["figure", "phase-plane", "a.vl.json", "-o", "b.vl.json"], folder);
    const [a, b] = ["a", "b"].map((name) => readFileSync(join(folder, `${name}.vl.json`), "utf8"));
    expect(a).toBe(b);
    const { status, stdout } = dpoFlow(["run", "a.vl.json", "--format", "none", "--json"], folder);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      scenario: "weak-sft",
      panels: [{ settings: { loss: { beta: 0.4 } } }],
    });
  });

  it.each([
    [["figure", "phase-plan", "weak-sft"], /unknown "phase-plan"; known: .*[Dd]id you mean "?phase-plane/],
    [["figure", "field", "weak-stf"], /weak-sft/],
    [["figure", "field", "weak-sft", "--preset", "alc"], /--preset: unknown "alc".*acl/],
    [
      ["figure", "field", "weak-sft", "--width", "wide"],
      /--width: expected a number from 72 to 4000, got "wide"/,
    ],
    [["figure", "field", "weak-sft", "--width", "80"], /choose a larger width/],
    [["figure", "field", "weak-sft", "--dpi", "0"], /--dpi: expected a number/],
    [["figure", "field", "weak-sft", "--format", "jpg"], KNOWN_FORMATS],
    [
      ["figure", "field", "weak-sft", "-o", "nowhere/a.svg"],
      /cannot write nowhere\/a\.svg: the folder does not exist/,
    ],
    [["figure", "field", "weak-sft", "-o", "folder.svg"], /cannot write folder\.svg: a folder stands/],
  ])("%s is an error that says what to do", (args, message) => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "folder.svg"));
    const { status, stderr, stdout } = dpoFlow(args as string[], folder);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe("");
    expect([1, 2]).toContain(status);
    expect(filesIn(folder)).toEqual([]);
  });

  it("refuses figures that hold no scenario of one's own", () => {
    const folder = emptyFolder();
    const figure = (usermeta: unknown) =>
      JSON.stringify({ $schema: "https://vega.github.io/schema/vega-lite/v6.json", usermeta });
    for (const [text, message] of [
      [figure(undefined), /not one that dpo-flow has made/],
      [figure({ "dpo-flow": { scenarios: [{ name: "a" }, { name: "b" }] } }), /several scenarios \(a, b\)/],
      [
        figure({ "dpo-flow": { scenario: { name: "../evil", starts: { a: [0.1, 0.1] } } } }),
        /"\.\.\/evil" cannot be a name/,
      ],
    ] as const) {
      writeFileSync(join(folder, "x.vl.json"), text);
      const { status, stderr } = dpoFlow(["run", "x.vl.json"], folder);
      expect(stderr).toMatch(message);
      expect(status).toBe(2);
    }
  });
});
