import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missesOf, type NastyCase } from "./nasty.js";

// Values from outside for runs, exact sweeps and odex sweeps; see `how_computed` of each case.

const cases: NastyCase[] = JSON.parse(
  readFileSync(new URL("../reference/nasty.json", import.meta.url), "utf8"),
);

/** Beginnings of the titles of the cases that all three are held to. */
const HELD = ["exact sweep", "the same, ipo", "odex sweep cell", "odex sweep misses", "timeToLoss", "SPPO"];

const held = cases.filter(({ title }) => HELD.some((beginning) => title.startsWith(beginning)));

test.each(held.map((each) => [each.title, each] as const))("%s", (_title, each) => {
  expect(missesOf(each)).toEqual([]);
});
