// Writes the sections of README.md that registries determine, each between <!-- name --> and <!-- /name -->. Run it
// after `npm run build`, whose modules it reads. With --check it writes nothing and fails where a section is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { exactSections } from "./readme/exact.mjs";
import { geometrySections } from "./readme/geometries.mjs";
import { metricSections } from "./readme/metrics.mjs";
import { planeSections } from "./readme/planes.mjs";
import { statusSections } from "./readme/statuses.mjs";
import { tableSections } from "./readme/tables.mjs";

/** Markdown by name of the section. A room with sections of its own adds its file in readme/ here. */
const SECTIONS = {
  ...exactSections,
  ...geometrySections,
  ...metricSections,
  ...planeSections,
  ...statusSections,
  ...tableSections,
};

const README = new URL("../README.md", import.meta.url);

/** The text with the content of every section replaced. */
function renewed(text) {
  let result = text;
  for (const [name, content] of Object.entries(SECTIONS)) {
    const parts = result.split(new RegExp(`(?<=<!-- ${name} -->\\n)[\\s\\S]*?(?=<!-- /${name} -->)`));
    if (parts.length !== 2)
      throw new Error(`README.md needs one section ${name}, and has ${parts.length - 1}`);
    result = parts.join(`\n${content}\n\n`);
  }
  return result;
}

const text = readFileSync(README, "utf8");
const fresh = renewed(text);
if (!process.argv.includes("--check")) {
  writeFileSync(README, fresh);
} else if (fresh !== text) {
  console.error("README.md is out of date; run npm run docs");
  process.exitCode = 1;
}
