import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

const ENTRIES = [
  ["dpo-flow", "index.d.ts"],
  ["dpo-flow/node", "node/index.d.ts"],
] as const;

const declarationsOf = (file: string) => readFileSync(join(DIST, file), "utf8");

/** What a declaration file exports: each name with the file that declares it. */
function exported(entry: string): { name: string; file: string }[] {
  const text = declarationsOf(entry);
  const passedOn = [...text.matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g)].flatMap(
    ([, names, from]) =>
      names.split(",").map((name) => ({
        name: name.trim().replace(/^type /, ""),
        file: join(dirname(entry), from.replace(/\.js$/, ".d.ts")),
      })),
  );
  const own = [...text.matchAll(/^export (?:declare )?(?:function|type|interface|const|class) (\w+)/gm)];
  return [...passedOn, ...own.map(([, name]) => ({ name, file: entry }))];
}

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
