import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Declared, DIST, declarationsOf, exported, namedBy } from "./declarations.js";

const ENTRIES = [
  ["dpo-flow", "index.d.ts"],
  ["dpo-flow/node", "node/index.d.ts"],
] as const;

describe.each(ENTRIES)("%s", (_name, entry) => {
  it.each(exported(entry).map(({ name, file }) => [name, file]))("says what %s is", (name, file) => {
    const declaration = new RegExp(
      `(\\*/\\s*)?^export (?:declare )?(?:abstract )?(?:function|type|interface|const|class) ${name}\\b`,
      "m",
    ).exec(declarationsOf(file));
    expect(declaration, file).not.toBeNull();
    expect(declaration?.[1], `docstring of ${name} in ${file}`).toBeDefined();
  });

  it("has declarations that are all there, and none that need Node", () => {
    const seen = new Set<string>();
    const queue: string[] = [entry];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      expect(existsSync(join(DIST, file)), file).toBe(true);
      const text = declarationsOf(file).replace(/\/\*\*[\s\S]*?\*\//g, "");
      expect(text, file).not.toMatch(/\bBuffer\b|\bNodeJS\.|reference types|"node:/);
      for (const [, target] of text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+)"(\.[^"]+)"/g)) {
        queue.push(join(dirname(file), target.replace(/\.js$/, ".d.ts")));
      }
    }
    expect(seen.size).toBeGreaterThan(20);
  });
});

/** What other types are only computed from: nobody would name it. */
const BEHIND = ["Contents", "Sampling", "Unfinished"];

describe("the types of the library", () => {
  const places = ({ name, file }: Declared) => `${file}: ${name}`;
  const all = ENTRIES.flatMap(([, entry]) => exported(entry));

  it("name none that is not exported too", () => {
    const known = new Set(all.map(places));
    const missing = all.flatMap((each) =>
      namedBy(each)
        .filter((named) => !known.has(places(named)) && !BEHIND.includes(named.name))
        .map((named) => `${each.name} names ${named.name} (${named.file})`),
    );
    expect(missing).toEqual([]);
  });
});
