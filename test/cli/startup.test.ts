import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const STATIC = /(?:^|\n)(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"]+)"/g;
const DYNAMIC = /\bimport\("([^"]+)"\)/g;

const specifiers = (file: string, pattern: RegExp) =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map(([, specifier]) => specifier);

/** Every package that loads together with these files of the build. */
function packages(files: readonly string[]): Set<string> {
  const [seen, found] = [new Set<string>(), new Set<string>()];
  const queue = [...files];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const specifier of specifiers(file, STATIC)) {
      if (specifier.startsWith(".")) queue.push(join(dirname(file), specifier));
      else if (!specifier.startsWith("node:")) found.add(specifier);
    }
  }
  return found;
}

/** What a command's file imports when its action runs. */
const onDemand = (command: string) => {
  const file = join(DIST, "cli/commands", `${command}.js`);
  return specifiers(file, DYNAMIC)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => join(dirname(file), specifier));
};

describe("start-up", () => {
  it("loads nothing but the command parser for --help", () => {
    expect([...packages([join(DIST, "cli/main.js")])]).toEqual(["commander"]);
  });

  it.each(["list", "losses", "validate", "schema"])(
    "loads neither renderer nor fonts nor solver for %s",
    (command) => {
      const files = onDemand(command);
      expect(files.length).toBeGreaterThan(2);
      expect(files.every(existsSync)).toBe(true);
      const loaded = packages(files);
      expect(loaded).toContain("zod");
      for (const heavy of ["vega", "vega-lite", "fontkit", "odex", "ndarray", "d3-contour"]) {
        expect(loaded).not.toContain(heavy);
      }
    },
  );
});
