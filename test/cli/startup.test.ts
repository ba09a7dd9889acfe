import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const STATIC = /(?:^|\n)(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"]+)"/g;
/** The same in the bundle, which is minified. */
const BUNDLED = /\bimport(?:\{[^{}]*\}from)?"(\.[^"]+)"/g;
const DYNAMIC = /\bimport\("([^"]+)"\)/g;

const specifiers = (file: string, pattern: RegExp) =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map(([, specifier]) => specifier);

/** All files of the build that load together with these, each with what it imports. */
function closure(files: readonly string[], pattern: RegExp): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const queue = [...files];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file)) continue;
    const imported = specifiers(file, pattern);
    found.set(file, imported);
    for (const path of imported) if (path.startsWith(".")) queue.push(join(dirname(file), path));
  }
  return found;
}

/** Every package that loads together with these files of the build. */
const packages = (files: readonly string[]) =>
  new Set([...closure(files, STATIC).values()].flat().filter((name) => !/^(\.|node:)/.test(name)));

const COMMANDS = join(DIST, "cli/commands");

/** What a command's definition imports when it runs: its action, and nothing else. */
const onDemand = (command: string) => {
  const files = specifiers(join(COMMANDS, `${command}.js`), DYNAMIC).map((path) => join(COMMANDS, path));
  expect(files).toEqual([join(DIST, "cli/actions", `${command}.js`)]);
  expect(files.every(existsSync)).toBe(true);
  return files;
};

describe("start-up", () => {
  it("loads nothing but the command parser for --help", () => {
    expect([...packages([join(DIST, "cli/main.js")])]).toEqual(["commander"]);
  });

  it.each(["list", "losses", "show", "validate", "schema"])(
    "loads neither renderer nor fonts nor solver for %s",
    (command) => {
      const loaded = packages(onDemand(command));
      expect(loaded).toContain("zod");
      for (const heavy of ["vega", "vega-lite", "fontkit", "odex", "ndarray", "d3-contour"]) {
        expect(loaded).not.toContain(heavy);
      }
    },
  );

  it.each(["run", "compare", "check", "sweep", "merge", "log", "figure"])(
    "loads no renderer before a figure is asked for in %s",
    (command) => {
      const loaded = packages(onDemand(command));
      expect(loaded).toContain("fastest-levenshtein");
      for (const heavy of ["vega", "vega-lite", "fontkit", "pdfkit", "@resvg/resvg-js", "piscina"]) {
        expect(loaded).not.toContain(heavy);
      }
    },
  );

  it("needs few files of the bundle, which esbuild by itself cuts into many", () => {
    const bundle = join(DIST, "bin");
    const main = join(bundle, "main.js");
    const run = readdirSync(bundle).filter((name) => /^run-\w+\.js$/.test(name));
    expect(run).toHaveLength(1);
    const atStart = closure([main], BUNDLED).size;
    const forRun = closure([main, ...run.map((name) => join(bundle, name))], BUNDLED).size;
    expect(atStart).toBeGreaterThan(1);
    expect(atStart).toBeLessThan(8);
    expect(forRun).toBeGreaterThan(atStart);
    expect(forRun).toBeLessThan(20);
  });
});
