// Writes src/scenario/builtinTexts.ts: the scenarios of scenarios/ as a module, so that programs without files, such as
// a page, have them too. It is not committed: a scenario stays one file, and every build starts with this.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../scenarios/", import.meta.url);

const texts = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .sort()
  .map((file) => [file.slice(0, -".yaml".length), readFileSync(new URL(file, FOLDER), "utf8")]);

writeFileSync(
  new URL("../src/scenario/builtinTexts.ts", import.meta.url),
  `// Made by build/scenarios.mjs from scenarios/.\n\n/** The text of every built-in scenario, by name. */\nexport const BUILTIN_TEXTS: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(texts), null, 2)};\n`,
);
