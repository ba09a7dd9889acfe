import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { geometries } from "../../src/model/geometries/registry.js";
import { geometryNamed } from "../model/geometries/variants.js";

/**
 * Everything that a derivative calls compiled into one function, as in a sweep and more so: a number that one compiled
 * function returns to another is boxed, which is no fault of the code. And a young generation that holds all garbage.
 */
const FLAGS = [
  "--expose-gc",
  "--min-semi-space-size=64",
  "--max-semi-space-size=64",
  "--max-inlined-bytecode-size=5000",
  "--max-inlined-bytecode-size-cumulative=10000",
];

/** Without this, V8 removes many an array that is made and taken apart in one function; in larger ones it does not. */
const AS_WRITTEN = "--no-turbo-escape";

function bytesPerEvaluation(subject: object, flags: readonly string[]): number {
  const script = join(import.meta.dirname, "bytesPerEvaluation.mjs");
  const output = execFileSync(process.execPath, [...flags, script, JSON.stringify(subject)], {
    encoding: "utf8",
  });
  return Number(output);
}

/**
 * What the code along a wall may allocate: nothing with the V8 of Node 20. That of Node 24 inlines less whatever it is
 * told, and boxes two numbers that compiled functions return to each other, 16 bytes each.
 */
const ALONG_WALLS = process.versions.v8.startsWith("11.3.") ? 1 : 33;

describe("the derivative of a phase allocates nothing", () => {
  it.each(Object.keys(geometries))("in %s geometry, free and along a wall", (name) => {
    const subject = { loss: "dpo", geometry: geometryNamed(name) };
    const flags = [...FLAGS, AS_WRITTEN];
    expect(bytesPerEvaluation(subject, flags)).toBeLessThan(1);
    expect(bytesPerEvaluation({ ...subject, wall: true }, flags)).toBeLessThan(ALONG_WALLS);
    expect(bytesPerEvaluation({ ...subject, form: "scaled" }, flags)).toBeLessThan(1);
    expect(bytesPerEvaluation({ ...subject, form: "scaled", wall: true }, flags)).toBeLessThan(ALONG_WALLS);
  });

  // A sum of terms of different kinds calls them by turns, and V8 boxes the numbers that it hands to them.
  it.each([
    "cdpo",
    "robust-dpo",
    "hinge",
    "ipo",
    "exo",
    "odpo",
    "discopop",
    "bco",
    "sppo",
    "apo-zero",
    "kto",
    "dpop",
    "dpo-shift",
    "simpo",
    "rlhf",
  ])("with %s", (loss) => {
    const subject = { loss, geometry: { name: "probability" } };
    expect(bytesPerEvaluation(subject, [...FLAGS, AS_WRITTEN])).toBeLessThan(1);
    expect(bytesPerEvaluation({ ...subject, form: "scaled" }, [...FLAGS, AS_WRITTEN])).toBeLessThan(1);
  });
});
