// Bundles the command line. The compiled modules in dist/ serve the library; the program starts from one file and a
// few chunks, because reading hundreds of small modules takes longer than most runs.
import { rmSync } from "node:fs";
import { build } from "esbuild";

// Chunks are named after what they hold; those of an earlier build would stay.
rmSync("dist/bin", { recursive: true, force: true });

await build({
  entryPoints: { main: "src/cli/main.ts", worker: "src/node/worker.ts" },
  outdir: "dist/bin",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "eof",
  chunkNames: "[name]-[hash]",
  // Read at run time from where they are installed: a native addon, font files, the code of threads.
  external: ["@resvg/resvg-js", "dejavu-fonts-ttf", "piscina"],
  // Some dependencies are CommonJS and ask for Node's own modules.
  banner: {
    js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
  },
  logLevel: "warning",
});
