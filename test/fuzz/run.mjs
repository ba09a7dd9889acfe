// Bundles the fuzz, which is TypeScript, and runs it: npm run fuzz -- --seed 1 --count 3000
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const outfile = fileURLToPath(
  new URL(`../../node_modules/.cache/dpo-flow/fuzz-${process.pid}.mjs`, import.meta.url),
);
await build({
  entryPoints: [`${here}main.ts`],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  logLevel: "error",
});
process.on("exit", () => rmSync(outfile, { force: true }));
await import(outfile);
