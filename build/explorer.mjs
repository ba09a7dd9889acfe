// Makes the page that `dpo-flow explore` fills with scenarios: program and style in one HTML file, which a security
// policy confines to exactly these two.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const SOURCE = "src/explorer";
const TARGET = "dist/explorer";

async function bundled(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [`${SOURCE}/${entry}`],
    bundle: true,
    write: false,
    minify: true,
    // ndarray makes functions out of text, which the page forbids.
    alias: { ndarray: `./${SOURCE}/plainArray.ts` },
    target: ["chrome111", "firefox128", "safari16.4"],
    logLevel: "warning",
    ...options,
  });
  return outputFiles[0].text.trim();
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const script = await bundled("main.ts", {
  platform: "browser",
  format: "iife",
  legalComments: "eof",
  charset: "utf8",
});
const style = await bundled("style.css", {});
if (/<\/script|<!--/i.test(script)) throw new Error("the program holds text that would end its element");

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const filled = [
  ["content=\"default-src 'none'\"", `content="${policy}"`],
  ['<style id="style"></style>', `<style>${style}</style>`],
  ['<script id="program"></script>', `<script>${script}</script>`],
].reduce(
  (page, [gap, part]) => {
    if (!page.includes(gap)) throw new Error(`page.html has no ${gap}`);
    return page.replace(gap, () => part);
  },
  readFileSync(`${SOURCE}/page.html`, "utf8"),
);
mkdirSync(TARGET, { recursive: true });
writeFileSync(`${TARGET}/page.html`, filled);
