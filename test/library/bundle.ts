import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PROGRAM = fileURLToPath(new URL("program.ts", import.meta.url));

/** The program beside this file with the library in it, for a browser: no shim, no alias, nothing left out. */
export async function bundled(): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: {
      contents: `import { program } from ${JSON.stringify(PROGRAM)};
        import { expressionInterpreter } from "vega-interpreter";
        Object.assign(globalThis, { program, expressionInterpreter });`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    platform: "browser",
    bundle: true,
    format: "iife",
    minify: true,
    write: false,
    logLevel: "silent",
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  return outputFiles[0].text;
}
