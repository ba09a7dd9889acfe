import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const COMMITTED = join(ROOT, "out");

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

  it("writes the same figures, byte for byte", () => {
    const figures = filesIn(COMMITTED).filter((file) => /\.(vl\.json|svg)$/.test(file));
    expect(figures.length).toBeGreaterThan(20);
    const different = figures.filter(
      (file) => !readFileSync(join(fresh, "out", file)).equals(readFileSync(join(COMMITTED, file))),
    );
    expect(different).toEqual([]);
  });

  // Full double precision: JavaScript engines may differ in the last digits of exp and log.
  it("writes the same tables, up to rounding", () => {
    const tables = filesIn(COMMITTED).filter((file) => file.endsWith(".csv"));
    expect(tables.length).toBeGreaterThan(5);
    for (const file of tables) {
      const [now, before] = [join(fresh, "out"), COMMITTED].map((folder) =>
        readFileSync(join(folder, file), "utf8").split(/[\n,]/),
      );
      expect(now.length).toBe(before.length);
      const strays = now.filter((cell, i) => {
        const [a, b] = [Number(cell), Number(before[i])];
        return cell !== before[i] && !(Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b)));
      });
      expect(strays, file).toEqual([]);
    }
  });
});
