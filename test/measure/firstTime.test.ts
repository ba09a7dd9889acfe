import { expect, test } from "vitest";
import { parseScenario, simulate } from "../../src/index.js";
import { firstTime } from "../../src/measure/firstTime.js";
import type { Path, PathPoint } from "../../src/run/path.js";

/** A path on which time is the clock and r1 a function of it. */
function pathOf(r1: (s: number) => number, end: number): Path {
  const at = (s: number): PathPoint => ({ s, r: [r1(s), 0], t: s });
  return {
    events: [],
    end: { ...at(end), status: "horizon" },
    arcs: () => [],
    along: (readings) => readings.map(at),
    at,
    fading: () => [],
  };
}

/** Points at 0, 1, 2, … of the clock. */
const points = (path: Path) => path.along(Array.from({ length: path.end.s + 1 }, (_, i) => i));

test("a mark that is passed and left again between two points is found", () => {
  const path = pathOf((s) => 1 - (s - 2.45) ** 2, 5);
  const time = firstTime(path, points(path), (r1) => r1 - 0.9);
  expect(time).toBeCloseTo(2.45 - Math.sqrt(0.1), 12);
});

test("a peak that stays below the mark reaches nothing, and a later rise counts", () => {
  const path = pathOf((s) => (s < 4 ? 0.8 - (s - 2.45) ** 2 : s - 5.5), 7);
  expect(firstTime(path, points(path), (r1) => r1 - 0.9)).toBeCloseTo(6.4, 12);
  expect(firstTime(path, points(path), (r1) => r1 - 2)).toBeNull();
});

test("rounding at the end does not count against a mark, nor at the start", () => {
  const path = pathOf((s) => s, 3);
  expect(firstTime(path, points(path), (r1) => r1 - 3 - 1e-13)).toBe(3);
  expect(firstTime(path, points(path), (r1) => r1)).toBe(0);
});

test("a loss that has not moved is not at its target, however small it is", () => {
  const scenario = parseScenario(
    "{ loss: { name: dpo, beta: 9.298 }, geometry: { name: log-ratio }, domain: quadrant, starts: { a: [0.4138, 1.2324e-7] } }",
    "still",
  );
  const [{ runs }] = simulate(scenario).panels;
  expect(runs[0].loss).toBeLessThan(1e-60);
  expect(runs[0].metrics.timeToLoss).toBeNull();
});
