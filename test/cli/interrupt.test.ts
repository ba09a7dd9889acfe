import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BIN, emptyFolder, filesIn } from "./dpoFlow.js";

/** Starts the command; `when` sees all of stderr each time some arrives. */
function start(args: readonly string[], cwd: string, when: (stderr: string, kill: () => void) => void) {
  const child = spawn(process.execPath, [BIN, ...args], { cwd });
  let stderr = "";
  let done = false;
  child.stderr.on("data", (data) => {
    stderr += data;
    if (!done) {
      when(stderr, () => {
        done = true;
        child.kill("SIGINT");
      });
    }
  });
  child.stdout.resume();
  return new Promise<{ code: number | null; signal: string | null; stderr: string }>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stderr }));
  });
}

describe("Ctrl-C", () => {
  it("during the computation ends with 130, keeps what is finished and leaves nothing half-written", async () => {
    const cwd = emptyFolder();
    const betas = Array.from({ length: 1000 }, (_, i) => 0.1 + i / 1000);
    const slow = `starts: { a: [0.9, 0.9], b: [0.1, 0.9] }
tolerance: { relative: 1.0e-13 }
sample: { points: 5000 }
vary: { loss.beta: [${betas}] }`;
    writeFileSync(join(cwd, "slow.yaml"), slow);
    const { code, signal, stderr } = await start(
      ["run", "weak-sft", "slow.yaml", "--format", "none"],
      cwd,
      (text, kill) => {
        if (text.includes("wrote")) setTimeout(kill, 300);
      },
    );
    expect([code, signal]).toEqual([130, null]);
    expect(stderr).toMatch(/interrupted\n$/);
    expect(filesIn(cwd)).toEqual(["out/weak-sft/summary.json", "out/weak-sft/trajectories.csv", "slow.yaml"]);
    expect(JSON.parse(readFileSync(join(cwd, "out/weak-sft/summary.json"), "utf8")).panels).toHaveLength(1);
  });

  it("during the drawing leaves whole files only", async () => {
    const cwd = emptyFolder();
    const { code } = await start(["run", "--all"], cwd, (text, kill) => {
      if (text.includes("wrote")) setTimeout(kill, 150);
    });
    expect(code).toBe(130);
    const files = filesIn(cwd);
    expect(files.length).toBeGreaterThanOrEqual(6);
    expect(files.length).toBeLessThan(8 * 6);
    expect(files.filter((file) => file.endsWith(".tmp"))).toEqual([]);
    for (const file of files) {
      const text = readFileSync(join(cwd, file), "utf8");
      if (file.endsWith(".json")) expect(() => JSON.parse(text), file).not.toThrow();
      else if (file.endsWith(".svg")) expect(text.trimEnd(), file).toMatch(/<\/svg>$/);
      else expect(text, file).toMatch(/\n$/);
    }
  });
});

describe("a reader that closes the pipe", () => {
  it("is no error, and the files are written all the same", async () => {
    const cwd = emptyFolder();
    const child = spawn(process.execPath, [BIN, "run", "weak-sft", "--format", "none", "--json"], { cwd });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(0);
    expect(stderr).toMatch(/^wrote out\/weak-sft: .*\n$/);
    expect(filesIn(cwd)).toEqual(["out/weak-sft/summary.json", "out/weak-sft/trajectories.csv"]);
  });
});
