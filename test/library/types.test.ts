import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { emptyFolder } from "../cli/dpoFlow.js";
import { install, pack } from "./installed.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const program = (name: string) => join(ROOT, "node_modules/.bin", name);

/** Runs a program of the development dependencies; what it says where it fails. */
function complaints(name: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program(name), args, { cwd, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

const PROGRAM = `import * as library from "dpo-flow";
import * as node from "dpo-flow/node";
import schema from "dpo-flow/schema.json" with { type: "json" };

const scenario: library.Scenario = library.loadScenario("weak-sft", { set: ["loss.beta=0.3"] });
const result = library.simulate(scenario);
const time: number | null = library.compare([result], "timeToMargin").rows[0].metrics.timeToMargin;
const spec: library.FigureSpec = await library.figure("time-series", result.panels[0], { logTime: true });
const text: string = await library.render(spec, "svg");
const bytes: Uint8Array = await node.render(spec, "pdf");
const same: string = await node.render(spec, "vg");
const log: library.TrainingLog = await library.readLog("", { beta: 0.1 });
const shape: number[] = library.sampleField(scenario, { x1: [0, 1], x2: [0, 1], nx: 2, ny: 2 }).loss.shape;
const panel: library.Panel = library.expand(scenario)[0];
const swept: library.SweepResult = await library.sweep(library.planSweep(panel));
const status: Float64Array | undefined = swept.arrays.status;
const files: Map<string, library.Content> = library.tableFiles("run", { result, version: "1" });
// @ts-expect-error PDF needs more than computation
library.render(spec, "pdf");
// @ts-expect-error a heatmap is drawn from a sweep
library.figure("heatmap", result);
export { bytes, files, log, same, schema, shape, status, text, time };
`;

describe("the types of the package", () => {
  it.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("are right for module %s with resolution %s, without those of Node", (module, moduleResolution) => {
    const folder = emptyFolder();
    install(folder);
    writeFileSync(join(folder, "program.ts"), PROGRAM);
    const compilerOptions = {
      ...{
        module,
        moduleResolution,
        target: "es2023",
        lib: ["es2023", "dom"],
        types: [],
        strict: true,
        noEmit: true,
      },
      // Declarations of dependencies are checked too, and found from where the package is installed.
      ...{ skipLibCheck: false, preserveSymlinks: true, resolveJsonModule: true },
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    expect(complaints("tsc", ["-p", "."], folder)).toBe("");
  });

  it("are found by every way to resolve modules that ESM has (attw)", () => {
    const folder = emptyFolder();
    expect(complaints("attw", [pack(folder), "--profile", "esm-only", "--no-color"], folder)).toBe("");
  });

  it("stand where package.json says (publint)", () => {
    expect(complaints("publint", [ROOT, "--strict"], ROOT)).toBe("");
  });
});
