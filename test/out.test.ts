import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const COMMITTED = join(ROOT, "out");

/** The version of V8 that the committed files were made with: that of Node 20. */
const sameEngine = process.versions.v8.startsWith("11.3.");

/** Share of the pixels of two pictures that differ to the eye. */
function differentPixels(a: string, b: string): number {
  const [p, q] = [a, b].map((svg) => new Resvg(svg, { fitTo: { mode: "width", value: 800 } }).render());
  if (p.width !== q.width || p.height !== q.height) return 1;
  const [left, right] = [p.pixels, q.pixels];
  let different = 0;
  for (let i = 0; i < left.length; i += 4) {
    if ([0, 1, 2, 3].some((k) => Math.abs(left[i + k] - right[i + k]) > 32)) different++;
  }
  return different / (left.length / 4);
}

/** Cells of a table that differ from those of another one by more than rounding explains. */
function strayCells(a: string, b: string): string[] {
  const [now, before] = [a, b].map((text) => text.split("\n").map((line) => line.split(",")));
  const [header] = before;
  const stray = (cell: string, other: string, column: string) => {
    // The state is good to 1e-13, arrival at a rest point is timed at a distance of 1e-6 from it.
    const tolerance = column === "t" ? 1e-7 : 1e-9;
    // Next to extinction a margin is as uncertain as the logarithm of x2 = 0; x2/x1 is not.
    const [x, y] = [cell, other].map((text) =>
      column === "margin" ? Math.exp(-Number(text)) : Number(text),
    );
    return cell !== other && !(Math.abs(x - y) <= tolerance * (1 + Math.abs(y)));
  };
  if (now.length !== before.length) return [`${now.length} rows in place of ${before.length}`];
  return now.flatMap((row, i) => row.filter((cell, k) => stray(cell, before[i][k], header[k])));
}

/** The commands of `npm start`, from package.json itself. */
const commands = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts.start as string)
  .split("&&")
  .map((command) => command.trim().split(/\s+/));

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();

describe("npm start", () => {
  const fresh = mkdtempSync(join(tmpdir(), "dpo-flow-out-"));

  beforeAll(() => {
    for (const [node, script, ...rest] of commands) {
      expect(node).toBe("node");
      const { status, stderr } = spawnSync(process.execPath, [join(ROOT, script), ...rest], {
        cwd: fresh,
        encoding: "utf8",
      });
      expect(status, stderr).toBe(0);
    }
  }, 300_000);

  afterAll(() => rmSync(fresh, { recursive: true, force: true }));

  it("writes exactly the files that are committed", () => {
    expect(existsSync(COMMITTED)).toBe(true);
    expect(filesIn(join(fresh, "out"))).toEqual(filesIn(COMMITTED));
  });

  it("writes the same figures: byte for byte on the engine they were made with, to the eye on any other", () => {
    const figures = filesIn(COMMITTED).filter((file) => /\.(vl\.json|svg)$/.test(file));
    expect(figures.length).toBeGreaterThan(20);
    for (const file of figures) {
      const [now, before] = [join(fresh, "out"), COMMITTED].map((folder) =>
        readFileSync(join(folder, file), "utf8"),
      );
      if (sameEngine) expect(now === before, file).toBe(true);
      else if (file.endsWith(".svg")) expect(differentPixels(now, before), file).toBeLessThan(1e-4);
    }
  });

  it("writes the same everything else, summaries, reports and arrays, byte for byte on that engine", () => {
    const others = filesIn(COMMITTED).filter((file) => !/\.(vl\.json|svg|csv)$/.test(file));
    expect(others.length).toBeGreaterThan(20);
    const stray = others.filter((file) => {
      const [now, before] = [join(fresh, "out"), COMMITTED].map((folder) => readFileSync(join(folder, file)));
      return !now.equals(before);
    });
    if (sameEngine) expect(stray).toEqual([]);
    else expect(filesIn(join(fresh, "out"))).toEqual(expect.arrayContaining(others));
  });

  // Full double precision: JavaScript engines differ in the last digits of exp and log.
  it("writes the same tables: byte for byte on that engine, up to rounding on any other", () => {
    const tables = filesIn(COMMITTED).filter((file) => file.endsWith(".csv"));
    expect(tables.length).toBeGreaterThan(5);
    for (const file of tables) {
      const [now, before] = [join(fresh, "out"), COMMITTED].map((folder) =>
        readFileSync(join(folder, file), "utf8"),
      );
      if (sameEngine) expect(now === before, file).toBe(true);
      else expect(strayCells(now, before), file).toEqual([]);
    }
  });
});
