// Writes src/figure/kit/text/fontMetrics.ts: how wide DejaVu Sans sets text. Run it after a change of the font package.
// Opening a font takes a program a tenth of a second, which is more than most figures take to draw.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as fontkit from "fontkit";

const { resolve } = createRequire(import.meta.url);

const FACES = {
  normal: "DejaVuSans",
  bold: "DejaVuSans-Bold",
  italic: "DejaVuSans-Oblique",
  "bold italic": "DejaVuSans-BoldOblique",
};

/** Runs of neighbouring characters of one width: gap to the last run, length, width, one after the other. */
function advances(font) {
  const runs = [];
  for (const code of font.characterSet.toSorted((a, b) => a - b)) {
    const width = font.glyphForCodePoint(code).advanceWidth;
    const last = runs.at(-1);
    if (last && last.code + last.length === code && last.width === width) last.length++;
    else runs.push({ code, length: 1, width });
  }
  let end = 0;
  return runs.flatMap(({ code, length, width }) => {
    const gap = code - end;
    end = code + length;
    return [gap, length, width];
  });
}

/** Pairs of ASCII characters that kerning or a ligature sets narrower or wider, each with the difference. */
function pairs(font) {
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  const width = (text) => font.layout(text).advanceWidth;
  const found = {};
  for (const a of ascii) {
    for (const b of ascii) {
      const difference = width(a + b) - width(a) - width(b);
      if (difference !== 0) found[a + b] = difference;
    }
  }
  return found;
}

const faces = Object.fromEntries(
  Object.entries(FACES).map(([face, file]) => {
    const font = fontkit.openSync(resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`));
    return [face, { unitsPerEm: font.unitsPerEm, advances: advances(font), pairs: pairs(font) }];
  }),
);

writeFileSync(
  new URL("../src/figure/kit/text/fontMetrics.ts", import.meta.url),
  `// Made by build/fontMetrics.mjs from dejavu-fonts-ttf.\n\n/** Advance widths and kerning of DejaVu Sans; decoded in measure.ts. */\nexport const FONT_METRICS: Record<${Object.keys(
    FACES,
  )
    .map((face) => JSON.stringify(face))
    .join(
      " | ",
    )}, { unitsPerEm: number; advances: number[]; pairs: Record<string, number> }> = ${JSON.stringify(faces)};\n`,
);
