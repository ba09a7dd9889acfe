import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { emptyFolder, filesIn } from "./dpoFlow.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What `npm i <tarball>` makes of an empty folder, without a network: the packed files, and no development dependency. */
function install(folder: string): string {
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: ROOT,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = JSON.parse(packed);
  const target = join(folder, "node_modules", "dpo-flow");
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "--strip-components=1", "-C", target]);

  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  for (const [path, { dev }] of Object.entries<{ dev?: boolean }>(packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path), "junction");
  }
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const { bin } = JSON.parse(readFileSync(join(target, "package.json"), "utf8"));
  const main = join(target, bin["dpo-flow"]);
  chmodSync(main, 0o755);
  return main;
}

it("the packed package runs, and can be imported, in an empty folder", () => {
  const folder = emptyFolder();
  const main = install(folder);
  const run = spawnSync(process.execPath, [main, "run", "weak-sft"], { cwd: folder, encoding: "utf8" });
  expect(run.stderr).toMatch(/^wrote out\/weak-sft: /);
  expect(run.status).toBe(0);
  expect(filesIn(join(folder, "out"))).toContain("weak-sft/phase-plane.svg");

  const code = `import * as library from "dpo-flow"; console.log(typeof library.simulate);`;
  const used = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: folder,
    encoding: "utf8",
  });
  expect([used.stdout, used.stderr]).toEqual(["function\n", ""]);
});

it("the packed package starts as a command of its own", () => {
  const folder = emptyFolder();
  const main = install(folder);
  expect(readFileSync(main, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  const packed = filesIn(join(folder, "node_modules", "dpo-flow"));
  expect(packed).toContain("scenarios/weak-sft.yaml");
  expect(packed).toContain("scenarios/schema.json");
  expect(packed.filter((file) => /^(test|src|out|bench)\//.test(file))).toEqual([]);
});
