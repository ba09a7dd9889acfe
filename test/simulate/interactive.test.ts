import { describe, expect, it } from "vitest";
import { INTERACTIVE, interactiveProblems } from "../../src/simulate/interactive.js";
import { settings } from "../settings.js";

const starts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, [0.2, 0.1] as [number, number]]));

describe("what the page can follow", () => {
  it("is each limit, and names everything beyond", () => {
    const { starts: most, rows, maxSteps } = INTERACTIVE;
    const full = { starts: starts(most), sample: { points: rows / most }, maxSteps };
    expect(interactiveProblems(settings(full))).toEqual([]);
    const paths = (changes: Parameters<typeof settings>[0]) =>
      interactiveProblems(settings({ ...full, ...changes })).map(({ path }) => path);
    expect(paths({ starts: starts(most + 1), sample: { points: 10 } })).toEqual(["starts"]);
    expect(paths({ sample: { points: rows / most + 1 } })).toEqual(["sample"]);
    expect(paths({ sample: { times: Array.from({ length: rows / most + 1 }, (_, i) => i) } })).toEqual([
      "sample",
    ]);
    expect(paths({ maxSteps: maxSteps + 1 })).toEqual(["maxSteps"]);
  });

  it("is said in numbers, with the way out", () => {
    const [{ message }] = interactiveProblems(settings({ starts: starts(1500), sample: { points: 2 } }));
    expect(message).toBe(
      "too many: the page follows at most 50, asked are 1,500; dpo-flow run has no such limit",
    );
  });
});
