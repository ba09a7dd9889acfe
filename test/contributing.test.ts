import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder } from "./cli/dpoFlow.js";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");
const text = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");

/** Code that the text shows, by the file that the text before it puts it into. */
const examples = new Map(
  [...text.matchAll(/```ts\n(import[\s\S]*?)```/g)].map(({ index, 1: code }): [string, string] => {
    const named = [...text.slice(0, index).matchAll(/`src\/([^`<>]+\.ts)`/g)].map(([, file]) => file);
    return [named.filter((file) => !existsSync(join(SRC, file))).at(-1) ?? "", code];
  }),
);

const known = new Set(
  ["src", "build", "test", "scenarios"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => basename(file)),
  ),
);

describe("CONTRIBUTING", () => {
  it("shows a file of each kind that a whole file is needed for", () => {
    expect([...examples.keys()].map((file) => dirname(file))).toEqual([
      "model/losses",
      "measure/metrics",
      "run/statuses",
      "figure/kinds",
      "render/pictures",
      "sweep/samplings",
    ]);
  });

  it("shows files that compile as they stand", () => {
    const folder = emptyFolder();
    for (const [file, code] of examples) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    }
    // The package that the picture format of the example draws with.
    writeFileSync(
      join(folder, "my-renderer.d.ts"),
      'declare module "my-renderer" {\n  export function draw(spec: object): Promise<string>;\n}\n',
    );
    const config = {
      extends: join(ROOT, "tsconfig.json"),
      // Files in the folder find those of src/ as if they stood among them.
      compilerOptions: {
        noEmit: true,
        rootDir: "/",
        rootDirs: [SRC, "."],
        typeRoots: [join(ROOT, "node_modules/@types")],
      },
      include: ["."],
    };
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(ROOT, "node_modules/.bin/tsc");
    const { stdout } = spawnSync(tsc, ["-p", folder], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  it("names files and folders that exist", () => {
    const files = [...text.matchAll(/`([\w./-]+\.(?:ts|mjs|py))`/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(40);
    const missing = files.filter((file) =>
      file.includes("/") && !/^(?:run|ode|node|figure)\//.test(file)
        ? !existsSync(join(ROOT, file))
        : !known.has(basename(file)),
    );
    expect(missing).toEqual([...examples.keys()].map((file) => `src/${file}`));
  });

  it("has a line for every room", () => {
    const rooms = [...text.matchAll(/^\| `(\w+)\/` \|/gm)].map(([, room]) => room);
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  });

  it("has a line for the files that follow a flow, each of which exists", () => {
    const [, table] = text.split("| file of `run/follow/` | subject |");
    const [rows] = table.split("\n\n");
    const named = [...rows.matchAll(/`(\w+\.ts)`/g)].map(([, file]) => file);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((file) => !existsSync(join(SRC, "run/follow", file)))).toEqual([]);
  });
});
