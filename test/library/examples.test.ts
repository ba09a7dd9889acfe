import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { emptyFolder } from "../cli/dpoFlow.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SRC = join(ROOT, "src");

/** A docstring up to the name it is for, with the code of its example. */
const EXAMPLE =
  /@example\n \* ```js\n((?: \*.*\n)*?) \* ```\n(?: \*.*\n)*? \*\/\nexport (?:async )?(?:function\*?|const|class) (\w+)/g;

const examples = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(EXAMPLE)].map(([, code, name]) => ({
      name,
      file,
      code: code.replace(/^ \* ?/gm, ""),
    })),
  );

/** A folder in which "dpo-flow" is the built package. */
function withPackage(): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/dpo-flow"), "junction");
  return folder;
}

describe("examples in docstrings", () => {
  it.each(examples)("$name ($file) prints what it says", ({ code }) => {
    const folder = withPackage();
    writeFileSync(join(folder, "example.mjs"), code);
    const printed = execFileSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
    // What is printed stands below in comments.
    const said = [...code.matchAll(/^\/\/ (.*)\n/gm)].map(([, line]) => line);
    expect(printed.trimEnd().split("\n")).toEqual(said);
  });

  it("are there for what the library is about", () => {
    expect(examples.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...["loadScenario", "parseScenario", "simulate", "compare", "figure", "render", "planSweep", "sweep"],
        ...["readLog", "analyseTrainingLog", "evaluateClaims", "sampleField", "arcTime", "exactExtinction"],
        ...["expand", "trajectoriesCsv", "tableFiles", "readLogFile"],
      ]),
    );
    expect(examples.filter(({ file }) => file.startsWith("node"))).toHaveLength(4);
  });

  it("of the README run too", () => {
    const blocks = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/```js\n([\s\S]*?)```/g)];
    expect(blocks.length).toBeGreaterThan(1);
    const folder = withPackage();
    for (const [, code] of blocks) {
      writeFileSync(join(folder, "example.mjs"), code);
      execFileSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
    }
    expect(readFileSync(join(folder, "plane.svg"), "utf8")).toMatch(/^<svg /);
  });

  it("are run wherever they stand", () => {
    const fences = readdirSync(SRC, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [...readFileSync(join(SRC, file), "utf8").matchAll(/^ \* @example\n \* ```js$/gm)]);
    expect(fences).toHaveLength(examples.length);
  });
});
