import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { install } from "../library/installed.js";
import { emptyFolder, filesIn } from "./dpoFlow.js";

/** Installs the package into a folder, and gives the path of its program. */
function installed(folder: string): string {
  const target = install(folder);
  const { bin } = JSON.parse(readFileSync(join(target, "package.json"), "utf8"));
  const main = join(target, bin["dpo-flow"]);
  chmodSync(main, 0o755);
  return main;
}

it("the packed package runs, and can be imported, in an empty folder", () => {
  const folder = emptyFolder();
  const main = installed(folder);
  const run = spawnSync(process.execPath, [main, "run", "weak-sft"], { cwd: folder, encoding: "utf8" });
  expect(run.stderr).toMatch(/^wrote out\/weak-sft: /);
  expect(run.status).toBe(0);
  expect(filesIn(join(folder, "out"))).toContain("weak-sft/phase-plane.svg");

  const code = `import * as library from "dpo-flow"; import { readLogFile } from "dpo-flow/node"; console.log(typeof library.simulate, typeof readLogFile);`;
  const used = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: folder,
    encoding: "utf8",
  });
  expect([used.stdout, used.stderr]).toEqual(["function function\n", ""]);
});

it("the packed package starts as a command of its own", () => {
  const folder = emptyFolder();
  const main = installed(folder);
  expect(readFileSync(main, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  const packed = filesIn(join(folder, "node_modules", "dpo-flow"));
  expect(packed).toContain("scenarios/weak-sft.yaml");
  expect(packed).toContain("scenarios/schema.json");
  expect(packed.filter((file) => /^(test|src|out|bench)\//.test(file))).toEqual([]);
});
