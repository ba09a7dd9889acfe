import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";

/** The built command. */
export const BIN = fileURLToPath(new URL("../../dist/bin/main.js", import.meta.url));

/** Runs the built command in a folder and waits for its end. */
export function dpoFlow(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "dpo-flow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder, relative to it, sorted; none where there is no folder. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Messages are for users: no stack trace, no error class of the runtime. */
export function expectNoStackTrace({ stderr, stdout }: SpawnSyncReturns<string>): void {
  for (const text of [stderr, stdout]) {
    expect(text).not.toMatch(/^\s+at .+:\d+/m);
    expect(text).not.toMatch(/node:internal|unexpected error|TypeError|RangeError|ReferenceError/);
  }
}
