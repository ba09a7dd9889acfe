import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { DpoFlowError } from "../../src/errors.js";
import { figure } from "../../src/figure/figure.js";
import { readLog } from "../../src/log/readers/readLog.js";
import { describeLog } from "../../src/log/report/describe.js";
import { reportText } from "../../src/log/report/report.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { render } from "../../src/render/pictures/render.js";
import { fixture } from "../trainingLogs.js";

/** Numbers between 0 and 1 that look random, the same ones for a seed (mulberry32). */
function uniform(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = uniform(13);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
const place = (text: string) => Math.floor(random() * text.length);

const NUMBER = /-?\d+\.\d+(e-?\d+)?/g;
const STRANGE = ["1e300", "-1e300", "1e-300", "NaN", "-Infinity", "abc", "", "1e999", "0x1f", "1,5", "null"];
const SIGNS = ['"', "\\", "{", "}", ",", "\n", "|", "é", "[", "]", ":", "'"];

function oneNumber(text: string): string {
  const found = [...text.matchAll(NUMBER)];
  if (found.length === 0) return text;
  const { index, 0: number } = pick(found);
  return text.slice(0, index) + pick(STRANGE) + text.slice(index + number.length);
}

const allNumbers = (text: string, change: (value: number) => string) =>
  text.replace(NUMBER, (number) => change(Number(number)));

const MUTATIONS: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, place(text)),
  (text) => {
    const at = place(text);
    return text.slice(0, at) + pick(SIGNS) + text.slice(at);
  },
  oneNumber,
  (text) => allNumbers(text, () => pick(STRANGE)),
  ...[1e300, 1e-300, 1e-3, 1e4, 0].map(
    (factor) => (text: string) => allNumbers(text, (value) => String(value * factor)),
  ),
  (text) => text.replaceAll("chosen", pick(["chosn", "rejected", "picked"])),
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll(",", ";"),
  (text) => text.replaceAll("step", "time"),
];

describe("logs with something wrong", () => {
  const folder = dirname(fixture("trainer_state.json"));
  it.each(readdirSync(folder))(
    "are refused with a sentence or read, and never drawn with NaN: %s",
    async (file) => {
      const whole = readFileSync(`${folder}/${file}`, "utf8");
      for (let round = 0; round < 60; round++) {
        const text = Array.from({ length: 1 + (round % 2) }).reduce<string>(
          (old) => pick(MUTATIONS)(old),
          whole,
        );
        try {
          const log = await readLog(text, { beta: pick([0.1, 0.1, 1e-300, 1e300]), name: file });
          const analysis = analyseTrainingLog(log);
          const { sections, ...rest } = describeLog(analysis);
          const told = sections.filter(({ sentences }) => !sentences.some((s) => s.includes("an infinity")));
          expect(reportText({ ...rest, sections: told })).not.toMatch(/NaN|Infinity|undefined/);
          if (round % 6 > 0) continue;
          for (const kind of ["training-log", "training-log-time"] as const) {
            expect(await render(await figure(kind, [analysis]), "svg")).not.toMatch(/NaN|Infinity|undefined/);
          }
        } catch (error) {
          if (!(error instanceof DpoFlowError)) throw error;
          expect(error.message.length).toBeGreaterThan(8);
        }
      }
    },
  );
});
