import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

/** Rooms from left to right: a file may import from its own room and from rooms to its left. */
const ROOMS = [
  "scenario",
  "model",
  "ode",
  "run",
  "measure",
  "exact",
  "simulate",
  "sweep",
  "claims",
  "log",
  "figure",
  "render",
  "node",
];
/** They may use every room, and no room may use them. */
const OUTER = ["cli", "explorer"];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) =>
  /(?<!\.d)\.ts$/.test(file),
);

const specifiers = (text: string) =>
  [...text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+)"([^"]+)"/g)].map((match) => match[1]);

const imports = files.flatMap((file) =>
  specifiers(readFileSync(join(SRC, file), "utf8")).map((target) => ({ file, target })),
);

const room = (file: string) => (file.includes(sep) ? file.split(sep)[0] : "");

describe("imports", () => {
  it("are found", () => {
    expect(files.length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(100);
    expect([...new Set(files.map(room))]).toEqual(expect.arrayContaining(["", ...ROOMS, "cli"]));
  });

  it("point left only", () => {
    const breaches = imports
      .filter(({ target }) => target.startsWith("."))
      .map(({ file, target }) => ({ from: file, to: relative(SRC, join(SRC, dirname(file), target)) }))
      .filter(({ from, to }) => {
        const [a, b] = [room(from), room(to)];
        // index.ts is the one barrel; errors.ts is common ground.
        if (from === "index.ts") return OUTER.includes(b);
        if (b === "") return to !== "errors.js";
        if (a === b || OUTER.includes(a)) return OUTER.includes(b) && a !== b;
        return !ROOMS.includes(b) || ROOMS.indexOf(b) > ROOMS.indexOf(a);
      });
    expect(breaches).toEqual([]);
  });

  it("keep each heavy or impure library in its place", () => {
    const homes: Record<string, RegExp> = {
      odex: /^ode[/\\]odex\.ts$/,
      vega: /^(render[/\\]pictures|explorer)[/\\]/,
      "vega-lite": /^(render[/\\]pictures|explorer)[/\\]/,
      pdfkit: /^node[/\\]pictures[/\\]/,
      "svg-to-pdfkit": /^node[/\\]pictures[/\\]/,
      "@resvg/resvg-js": /^node[/\\]pictures[/\\]/,
      zod: /^(scenario|model)[/\\]/,
      yaml: /^(scenario|cli)[/\\]/,
      commander: /^cli[/\\]/,
    };
    for (const [name, home] of Object.entries(homes)) {
      const strays = imports.filter(({ file, target }) => target === name && !home.test(file));
      expect(strays, name).toEqual([]);
    }
    // Modules that reach outside the program; node:zlib and the like only compute.
    const reaching =
      /^node:(fs|child_process|os|process|worker_threads|http|https|net|readline|perf_hooks)\b/;
    const pure = imports.filter(
      ({ file, target }) => reaching.test(target) && !/^(node|cli|explorer)[/\\]/.test(file),
    );
    expect(pure).toEqual([]);
  });

  it("leave clock, randomness and the process to the command line", () => {
    const impure = /\b(process\.\w|Date\.now|new Date\(\)|Math\.random|performance\.now)/;
    const strays = files.filter(
      (file) => !/^(node|cli|explorer)[/\\]/.test(file) && impure.test(readFileSync(join(SRC, file), "utf8")),
    );
    expect(strays).toEqual([]);
  });
});
