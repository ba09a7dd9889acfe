import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Packs the package into a folder, and gives the path of the archive. */
export function pack(folder: string): string {
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: ROOT,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = JSON.parse(packed);
  return join(folder, filename);
}

/**
 * What `npm i <tarball>` makes of an empty folder, without a network: the packed files, and no development dependency.
 *
 * @returns the folder of the package
 */
export function install(folder: string): string {
  const target = join(folder, "node_modules", "dpo-flow");
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", pack(folder), "--strip-components=1", "-C", target]);

  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  for (const [path, { dev }] of Object.entries<{ dev?: boolean }>(packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path), "junction");
  }
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  return target;
}
