import { dirname, resolve } from "node:path";

const SRC = resolve("src");

/**
 * For esbuild: says which files are in memory whenever another is imported on demand.
 *
 * esbuild puts two files into one chunk where exactly the same entries and imports on demand need them. It does not
 * know that the program is there before an action is, nor that a few kilobytes more cost less than ten files more, and
 * so cuts what they share into dozens of small chunks. Here a file that is imported on demand says that it needs what
 * is loaded by then: nothing changes when the program runs, but the chunks are few. esbuild drops these imports as they
 * have no effect (`ignored-bare-import`), after it has counted them.
 *
 * @param layers each a pattern of the files that come `later`, and those that are `loaded` before them
 */
export const alreadyLoaded = (layers) => ({
  name: "already-loaded",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, kind, importer, resolveDir }) =>
      kind === "dynamic-import" && importer.startsWith(SRC)
        ? { path: resolve(resolveDir, path.replace(/\.js$/, ".ts")), namespace: "on-demand" }
        : undefined,
    );
    onLoad({ filter: /./, namespace: "on-demand" }, ({ path }) => {
      const before = layers.filter(({ later }) => later.test(path)).flatMap(({ loaded }) => loaded);
      return {
        contents: [
          ...before.map((file) => `import ${JSON.stringify(resolve(file))};`),
          `export * from ${JSON.stringify(path)};`,
        ].join("\n"),
        resolveDir: dirname(path),
      };
    });
  },
});
