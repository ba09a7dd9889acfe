import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
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
/** Rooms that produce trajectories: they follow flows. All others see a `Path` and do not ask who produced it. */
const PRODUCERS = ["simulate", "sweep", "claims", "log"];
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
        // index.ts is the library, of all rooms that only compute; errors.ts is common ground.
        if (from === "index.ts") return ["node", ...OUTER].includes(b);
        if (b === "") return to !== "errors.js";
        if (a === b || OUTER.includes(a)) return OUTER.includes(b) && a !== b;
        return !ROOMS.includes(b) || ROOMS.indexOf(b) > ROOMS.indexOf(a);
      });
    expect(breaches).toEqual([]);
  });

  it("enter run/follow by its door, followFlow, and only where trajectories are produced", () => {
    const strays = imports
      .map(({ file, target }) => ({ from: file, to: relative(SRC, join(SRC, dirname(file), target)) }))
      .filter(({ from, to }) => /^run[/\\]follow[/\\]/.test(to) && room(from) !== "run")
      .filter(({ from, to }) => !/followFlow\.js$/.test(to) || !PRODUCERS.includes(room(from)));
    expect(strays).toEqual([]);
  });

  it("go round in no circle, not for types either", () => {
    const next = (file: string) =>
      // What a command loads on demand it does not need to be there itself.
      [...readFileSync(join(SRC, file), "utf8").matchAll(/(?:from\s+|import\s+)"(\.[^"]+)"/g)].map((match) =>
        join(dirname(file), match[1]).replace(/\.js$/, ".ts"),
      );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]) => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(" → "));
      if (done.has(file) || !files.includes(file)) return;
      done.add(file);
      for (const target of next(file)) visit(target, [...way, file]);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
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
      "#csv-parse": /^log[/\\]readers[/\\]/,
      "@streamparser/json": /^log[/\\]readers[/\\]/,
      piscina: /^node[/\\]/,
    };
    for (const [name, home] of Object.entries(homes)) {
      const strays = imports.filter(({ file, target }) => target === name && !home.test(file));
      expect(strays, name).toEqual([]);
    }
  });

  it("leave Node to the rooms that are for it", () => {
    const tied = files.filter((file) => {
      if (/^(node|cli)[/\\]/.test(file)) return false;
      const text = readFileSync(join(SRC, file), "utf8");
      return (
        /\bprocess\.\w|\bBuffer\b|\brequire\(|\b__dirname\b|\bNodeJS\./.test(text) ||
        specifiers(text).some(isBuiltin)
      );
    });
    expect(tied).toEqual([]);
  });

  it("leave clock, randomness and the process to the command line", () => {
    const impure = /\b(process\.\w|Date\.now|new Date\(\)|Math\.random|performance\.now)/;
    const strays = files.filter(
      (file) => !/^(node|cli|explorer)[/\\]/.test(file) && impure.test(readFileSync(join(SRC, file), "utf8")),
    );
    expect(strays).toEqual([]);
  });
});
