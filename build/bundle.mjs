// Bundles the command line. The compiled modules in dist/ serve the library; the program starts from one file and a
// few chunks, because reading hundreds of small modules takes longer than most runs.
import { rmSync } from "node:fs";
import { build } from "esbuild";
import { alreadyLoaded } from "./alreadyLoaded.mjs";

// Chunks are named after what they hold; those of an earlier build would stay.
rmSync("dist/bin", { recursive: true, force: true });

// What is in memory when a file is imported on demand, from the first to the last. A layer too much costs a millisecond
// of reading, one too few a dozen small chunks; what the program computes is the same.
const LAYERS = [
  { later: /./, loaded: ["src/cli/program.ts", "src/cli/report.ts"] },
  // Every action but those that only look at scenarios simulates or writes tables, as `run` does.
  { later: /\/cli\/actions\//, loaded: ["src/cli/actions/show.ts"] },
  {
    later: /\/cli\/actions\/(?!explore|list|losses|schema|show|validate)|\/(figure|render|node\/pictures)\//,
    loaded: ["src/cli/actions/show.ts", "src/cli/actions/run.ts"],
  },
  // Most kinds of figure are drawn in the plane.
  {
    later: /\/(figure|render|node\/pictures)\//,
    loaded: ["src/figure/figure.ts", "src/figure/kinds/phasePlane/phasePlane.ts"],
  },
];

await build({
  entryPoints: { main: "src/cli/main.ts", worker: "src/node/worker.ts" },
  outdir: "dist/bin",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  plugins: [alreadyLoaded(LAYERS)],
  logOverride: { "ignored-bare-import": "silent" },
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
