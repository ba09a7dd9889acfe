import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { simulateStart } from "../src/simulate/simulate.js";
import { settings } from "./settings.js";

const ROOT = join(import.meta.dirname, "..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

describe("README", () => {
  it("has a library example that runs as it stands", () => {
    const [, code] = /```js\n([\s\S]*?)```/.exec(readme) as RegExpExecArray;
    expect(code.trim().split("\n").length).toBeLessThanOrEqual(10);
    // Run from the package's own folder, its name resolves to its exports, as it does for those who install it.
    const output = execFileSync(process.execPath, ["--input-type=module", "-e", code], {
      cwd: ROOT,
      encoding: "utf8",
    });
    const lines = output.trim().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "lower-left",
      "tilted-up",
      "tilted-down",
      "left",
    ]);
    for (const line of lines) expect(line).toMatch(/ extinct at \d\.\d+ with x1 = 0\.\d+ error \d\S*e-1\d$/);
  });

  it("is up to date in the sections that registries determine", () => {
    const check = [join(ROOT, "build/readme.mjs"), "--check"];
    expect(execFileSync(process.execPath, check, { encoding: "utf8" })).toBe("");
  });

  it("defines every metric and every check", () => {
    const defined = [...readme.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    const { metrics, check } = simulateStart(settings(), "a");
    expect(defined).toEqual(expect.arrayContaining([...Object.keys(metrics), ...Object.keys(check)]));
  });

  it("has a gallery that its commands make, byte for byte", () => {
    const folder = mkdtempSync(join(tmpdir(), "dpo-flow-readme-"));
    mkdirSync(join(folder, "docs"));
    try {
      const commands = [...readme.matchAll(/`dpo-flow (figure [^`]* -o (docs\/\S+))`/g)];
      expect(commands.length).toBeGreaterThanOrEqual(5);
      for (const [, args, file] of commands) {
        execFileSync(process.execPath, [join(ROOT, "dist/bin/main.js"), ...args.split(" "), "-q"], {
          cwd: folder,
        });
        expect(readFileSync(join(folder, file)).equals(readFileSync(join(ROOT, file))), file).toBe(true);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("shows figures that exist", () => {
    const images = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path);
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(readFileSync(join(ROOT, image)).length).toBeGreaterThan(1000);
  });
});
