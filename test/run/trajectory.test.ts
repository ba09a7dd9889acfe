import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactExtinction } from "../../src/exact/extinction.js";
import type { DomainName } from "../../src/model/domains/registry.js";
import { createFlow } from "../../src/model/flow.js";
import { followFlow } from "../../src/run/follow/followFlow.js";
import rows from "../reference/dpo-extinction.json" with { type: "json" };
import { relativeError, settings } from "../settings.js";

type Changes = Parameters<typeof settings>[0];

const run = (x0: readonly [number, number], changes: Changes = {}) => {
  const all = settings(changes);
  return followFlow(createFlow(all), x0, all);
};

const dpo = (beta: number) => ({ name: "dpo", beta });

describe("followFlow, DPO in ratio geometry", () => {
  // Extinction and face times computed independently with 40 digits.
  describe.each([
    [1e-9, 1e-9],
    [1e-12, 1e-11],
  ])("at relative tolerance %s every reference row is within %s", (relative, bound) => {
    it.each(rows)("$domain β=$beta from $x0", ({ domain, beta, x0, ...known }) => {
      const { end, solution, events } = run(x0 as [number, number], {
        loss: dpo(beta),
        domain: domain as DomainName,
        tolerance: { relative, absolute: 1e-12 },
      });
      const time = (kind: string) => events.find((event) => event.kind === kind)?.t;
      expect(end.status).toBe("extinct");
      expect(end.extinct).toBe("dispreferred");
      expect(relativeError(solution.y[2], known.extinctionTime)).toBeLessThan(bound);
      expect(relativeError(time("extinction") as number, known.extinctionTime)).toBeLessThan(bound);
      expect(relativeError(Math.exp(solution.y[0]), known.finalPreferred)).toBeLessThan(bound);
      for (const [kind, t] of [
        ["reach-face", known.reachFace],
        ["leave-face", known.leaveFace],
      ] as const) {
        if (t === null) expect(time(kind)).toBeUndefined();
        else expect(relativeError(time(kind) as number, t)).toBeLessThan(bound);
      }
    });
  });

  it("error falls with the tolerance", () => {
    const errors = [1e-4, 1e-6, 1e-8, 1e-10, 1e-12].map((relative) => {
      const { solution } = run([0.05, 0.9], { tolerance: { relative, absolute: 0 } });
      return relativeError(solution.y[2], exactExtinction(settings(), [0.05, 0.9])?.time as number);
    });
    for (const [i, error] of errors.entries()) expect(error).toBeLessThan(10 ** (-4 - 2 * i));
  });

  it.each([
    [[1, 1e-12], 0.1],
    [[1e-12, 1e-12], 0.1],
    [[1e-12, 0.9], 0.1],
    [[1e-12, 1], 0.5],
    [[1e-12, 1e-12], 1e-3],
    [[0.5, 0.5], 1e-3],
    [[0.2, 0.1], 1.9],
    [[0.2, 0.1], 1.95],
    [[0.9, 0.9], 1.95],
    [[0.2, 0.1], 1.999],
    [[1, 1e-12], 1.999],
  ] as [[number, number], number][])("start %s, β = %s goes extinct on time", (x0, beta) => {
    const { end, solution } = run(x0, { loss: dpo(beta) });
    const exact = exactExtinction(settings({ loss: dpo(beta) }), x0);
    expect(end.status).toBe("extinct");
    expect(relativeError(solution.y[2], exact?.time as number)).toBeLessThan(1e-9);
    expect(relativeError(Math.exp(solution.y[0]), exact?.preferred as number)).toBeLessThan(1e-9);
  });

  it.each([2, 2.5, 5, 10])("β = %s never goes extinct", (beta) => {
    for (const x0 of [
      [0.2, 0.1],
      [0.5, 0.5],
      [0.9, 1e-12],
      [1e-12, 0.9],
    ] as [number, number][]) {
      const { end, solution, events } = run(x0, { loss: dpo(beta) });
      expect(end.status).toBe("horizon");
      expect(solution.y[2]).toBe(1000);
      expect(solution.y[1]).toBeGreaterThan(-Infinity);
      expect(end.extinct).toBeUndefined();
      expect(events.filter((event) => event.kind === "extinction")).toEqual([]);
    }
  });

  it("stops at a horizon short of extinction, exactly on time", () => {
    const { end, solution, events } = run([0.9, 0.9], { horizon: 1 });
    expect(end.status).toBe("horizon");
    expect(solution.y[2]).toBe(1);
    expect(events).toEqual([]);
    // Half-way along the clock of the exact arc: time left must be T − 1.
    const { time } = exactExtinction(settings(), [0.9, 0.9]) as { time: number };
    const rest = exactExtinction(settings(), [Math.exp(solution.y[0]), Math.exp(solution.y[1])]) as {
      time: number;
    };
    expect(relativeError(rest.time, time - 1)).toBeLessThan(1e-10);
  });

  it("treats a start within 1e-12 of a wall as on it", () => {
    for (const x1 of [1, 1 - 5e-13, 1 + 5e-13]) {
      const { events, solution } = run([x1, 0.5]);
      expect(events[0]).toEqual({ t: 0, kind: "reach-face", face: "preferred-max" });
      expect(Math.exp(solution.y[0])).toBe(1);
    }
  });

  it("starts in a corner: one wall holds, the other lets go", () => {
    const { events, solution } = run([1, 1]);
    expect(events.map(({ kind, face }) => [kind, face])).toEqual([
      ["reach-face", "preferred-max"],
      ["reach-face", "dispreferred-max"],
      ["leave-face", "dispreferred-max"],
      ["extinction", undefined],
    ]);
    // Down x1 = 1 from x2 = 1: T = (1/β)(1/(2 − β) + 1/2).
    expect(relativeError(solution.y[2], 10 * (1 / 1.9 + 0.5))).toBeLessThan(1e-10);
  });

  it("is on the dispreferred wall at the start, and leaves it at once", () => {
    const { events } = run([0.1, 1]);
    expect(events.slice(0, 2)).toEqual([
      { t: 0, kind: "reach-face", face: "dispreferred-max" },
      { t: 0, kind: "leave-face", face: "dispreferred-max" },
    ]);
    expect(events.map(({ face }) => face).slice(2)).toEqual(["preferred-max", undefined]);
  });

  it("never leaves the wall π_w = 1, for any β", () => {
    for (const beta of [1.5, 1.9, 1.93, 1.95, 1.98, 1.999, 2, 3]) {
      for (const relative of [1e-9, 1e-12]) {
        const { events } = run([0.9, 0.9], { loss: dpo(beta), tolerance: { relative, absolute: 1e-12 } });
        expect(events.map(({ kind }) => kind)).toEqual(
          beta < 2 ? ["reach-face", "extinction"] : ["reach-face"],
        );
      }
    }
  });

  it("on the simplex leaves exactly where x1 = x2 and stays on it while sliding", () => {
    const { events, solution } = run([0.1, 0.85], { domain: "simplex" });
    expect(events.map(({ kind }) => kind)).toEqual(["reach-face", "leave-face", "extinction"]);
    const slide = solution.legs[1];
    for (const { y } of slide.nodes)
      expect(Math.abs(Math.exp(y[0]) + Math.exp(y[1]) - 1)).toBeLessThan(1e-14);
    const [left] = solution.legs[2].nodes;
    expect(Math.abs(left.y[0] - left.y[1])).toBeLessThan(1e-9);
  });

  it("starts at the very middle of the simplex line and lets go at once", () => {
    const { end, solution } = run([0.5, 0.5], { domain: "simplex" });
    expect(end.status).toBe("extinct");
    expect(relativeError(Math.exp(solution.y[0]), Math.SQRT1_2)).toBeLessThan(1e-10);
  });

  it("obeys T(c·x) = c² T(x), conserves the radius and agrees with the closed form (property)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 0, noNaN: true }),
        fc.double({ min: -9, max: 0, noNaN: true }),
        fc.double({ min: 0.02, max: 1.9, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (a, b, beta, c) => {
          const x0: [number, number] = [10 ** a, 10 ** b];
          const changes: Changes = { loss: dpo(beta), domain: "quadrant", horizon: 1e4 };
          const { end, solution } = run(x0, changes);
          const { solution: scaled } = run([c * x0[0], c * x0[1]], changes);
          expect(end.status).toBe("extinct");
          expect(relativeError(scaled.y[2], c * c * solution.y[2])).toBeLessThan(1e-9);
          expect(relativeError(Math.exp(solution.y[0]), Math.hypot(...x0))).toBeLessThan(1e-9);
          expect(
            relativeError(solution.y[2], exactExtinction(settings(changes), x0)?.time as number),
          ).toBeLessThan(1e-9);
        },
      ),
      { seed: 7, numRuns: 150 },
    );
  });

  it("agrees with the closed form in the box and on the simplex from anywhere (property)", () => {
    const unit = fc.double({ min: 1e-6, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        unit,
        unit,
        fc.double({ min: 0.02, max: 1.9, noNaN: true }),
        fc.boolean(),
        (a, b, beta, box) => {
          const x0: [number, number] = box || a + b <= 1 ? [a, b] : [a / (a + b), b / (a + b)];
          const changes: Changes = { loss: dpo(beta), domain: box ? "box" : "simplex" };
          const { end, solution } = run(x0, changes);
          const exact = exactExtinction(settings(changes), x0);
          expect(end.status).toBe("extinct");
          expect(relativeError(solution.y[2], exact?.time as number)).toBeLessThan(1e-9);
          expect(relativeError(Math.exp(solution.y[0]), exact?.preferred as number)).toBeLessThan(1e-9);
        },
      ),
      { seed: 11, numRuns: 150 },
    );
  });

  it("stays finite throughout (property)", () => {
    const log = fc.double({ min: -12, max: 0, noNaN: true });
    const logBeta = fc.double({ min: -3, max: 1, noNaN: true });
    const domain = fc.constantFrom("quadrant" as const, "box" as const);
    fc.assert(
      fc.property(log, log, logBeta, domain, (a, b, lb, where) => {
        const { end, solution } = run([10 ** a, 10 ** b], { loss: dpo(10 ** lb), domain: where });
        expect(["extinct", "horizon"]).toContain(end.status);
        for (const { nodes } of solution.legs) {
          for (const { y } of nodes) expect(y.every(Number.isFinite)).toBe(true);
        }
        expect(solution.y.every(Number.isFinite)).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("gives up at the step budget and keeps the way so far", () => {
    const { end, solution, events } = run([0.1, 0.5], { maxSteps: 5 });
    expect(end.status).toBe("step-limit");
    expect(events).toEqual([]);
    expect(solution.y[2]).toBeGreaterThan(0);
  });
});
