import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { FigureError } from "../errors.js";
import { writeFile } from "../node/write.js";
import { vegaLite } from "../render/pictures/vegaLite.js";
import type { Figure } from "./figures.js";
import type { Format } from "./formats.js";
import { note, painter } from "./terminal.js";

/**
 * Writes figures into a folder: each as a Vega-Lite specification and in every format. Lets signals in between
 * files. No format, no figure. A figure that cannot be drawn is reported, makes the command end with 1, and does not
 * stop the others.
 *
 * @returns the names of the files
 */
export async function writeFigures(
  figures: Iterable<Figure>,
  folder: string,
  formats: readonly Format[],
): Promise<string[]> {
  const written: string[] = [];
  if (formats.length === 0) return written;
  for (const { name, draw } of figures) {
    // A figure that cannot be drawn leaves no specification either.
    const drawn = new Map<string, string | Uint8Array>();
    try {
      const spec = await draw();
      for (const format of [vegaLite, ...formats]) {
        drawn.set(`${name}.${format.extension}`, await format.render(spec));
        await breathe();
      }
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      process.exitCode = 1;
      note(`${painter(process.stderr)("failed:", "error")} ${join(folder, name)}: ${error.message}`);
      continue;
    }
    for (const [file, content] of drawn) {
      writeFile(join(folder, file), content);
      written.push(file);
      await breathe();
    }
  }
  return written;
}
