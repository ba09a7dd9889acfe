import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/ode/odex.js";
import type { Event, Phase } from "../../src/ode/problem.js";
import { watch } from "../../src/ode/watch.js";
import { ROUGH, watchEnds } from "../../src/ode/watchEnds.js";

/** An event on y = (s): its value is a function of s, so that where it happens is known exactly. */
const event = (g: (s: number) => number, kind: Partial<Event<string>> = {}): Event<string> => ({
  value: (y) => g(y[0]),
  apply: () => undefined,
  ...kind,
});

/** Steps from each of some places to the next along y = (s), with exact dense output. */
const stepsOver = (places: readonly number[]): Step[] =>
  places.slice(1).map((s1, k) => ({
    s0: places[k],
    y0: Float64Array.of(places[k]),
    s1,
    y1: Float64Array.of(s1),
    dense: (_i, s) => s,
  }));

const phaseOf = (events: readonly Event<string>[]): Phase<string> => ({
  derivative: (_s, _y, dy) => dy.fill(1),
  events,
});

/** What watching the steps finds: for each step the events' numbers and places. */
function found(events: readonly Event<string>[], places: readonly number[]) {
  const look = watch(phaseOf(events), Float64Array.of(places[0]));
  return stepsOver(places).map((step) =>
    look(step).map(({ event, s }) => ({ which: events.indexOf(event), s })),
  );
}

const passing = { passing: true };

describe("watch", () => {
  it("finds each rise through zero where it is, in whichever step (property)", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 2.999, noNaN: true }), (root) => {
        const steps = found([event((s) => Math.sinh(s - root))], [0, 1, 2.5, 3]);
        const k = root <= 1 ? 0 : root <= 2.5 ? 1 : 2;
        expect(steps.slice(0, k)).toEqual(Array(k).fill([]));
        expect(steps[k]).toHaveLength(1);
        expect(Math.abs(steps[k][0].s - root)).toBeLessThan(1e-14);
      }),
      { seed: 1 },
    );
  });

  it("finds a peak between its probes by its near side, however low it is (property)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.03, max: 0.9999, noNaN: true }),
        fc.double({ min: -10, max: -5, noNaN: true }),
        fc.boolean(),
        (share, power, second) => {
          const [height, p] = [10 ** power, second ? 1 + 2 * share : share];
          const g = (s: number) => height - (s - p) ** 2 * (1 + 0.3 * (s - p));
          const steps = found([event(g)], [0, 1, 3]);
          const [hit] = steps[second ? 1 : 0];
          // The near root: √height before the top, but for the skew.
          expect(Math.abs(hit.s - (p - Math.sqrt(height)))).toBeLessThan(0.2 * height + 1e-12);
          expect(Math.abs(g(hit.s))).toBeLessThan(1e-14);
        },
      ),
      { seed: 2 },
    );
  });

  it("finds a peak right after the start and right before the end of a step", () => {
    for (const p of [0.01, 0.015, 0.98, 0.995]) {
      const [[hit]] = found([event((s) => 1e-8 - (s - p) ** 2)], [0, 1]);
      expect(Math.abs(hit.s - (p - 1e-4))).toBeLessThan(1e-12);
    }
  });

  it("finds a low peak anywhere in the first and the last interval between probes (property)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        fc.double({ min: -12, max: -7, noNaN: true }),
        fc.double({ min: -0.3, max: 0.3, noNaN: true }),
        fc.boolean(),
        (share, power, skew, last) => {
          const height = 10 ** power;
          const p = last ? 1 - share / 20 : share / 20;
          const g = (s: number) => height - (s - p) ** 2 * (1 + skew * (s - p));
          // One that begins above zero, or has not come down at the end, is no peak inside.
          fc.pre(g(0) < -1e-13 && g(1) < -1e-13);
          const [hits] = found([event(g)], [0, 1]);
          expect(hits).toHaveLength(1);
          expect(Math.abs(hits[0].s - (p - Math.sqrt(height)))).toBeLessThan(0.2 * height + 1e-11);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it("does not find a peak that stays below zero, nor looks for one that cannot reach it", () => {
    for (const p of [0.01, 0.42, 0.43, 0.98]) {
      for (const depth of [1e-9, 1e-4, 1]) {
        let values = 0;
        const steps = found([event((s) => -depth - (s - p) ** 2 + 0 * values++)], [0, 1, 2]);
        expect(steps).toEqual([[], []]);
        // Start, 20 probes a step, and for a peak in reach at most one search by 46 golden sections in each bracket.
        if (depth === 1) expect(values).toBe(41);
        else expect(values).toBeLessThanOrEqual(41 + 2 * 46);
      }
    }
    // Straight lines and valleys have no peak.
    for (const g of [(s: number) => -s - 1e-9, (s: number) => s - 2.001, (s: number) => (s - 0.4) ** 2 - 5]) {
      expect(found([event(g)], [0, 1, 2])).toEqual([[], []]);
    }
  });

  it("gives the events up to the first that ends the phase, in order", () => {
    const at = (root: number, kind = {}) => event((s) => s - root, kind);
    // Numbers 0 and 2 end it, within one interval between probes; 4 comes too late.
    const events = [at(0.545), at(0.2, passing), at(0.512), at(0.1, passing), at(0.8, passing)];
    const [step] = found(events, [0, 1]);
    expect(step.map(({ which }) => which)).toEqual([3, 1, 2]);
    for (const [k, root] of [0.1, 0.2, 0.512].entries()) expect(step[k].s).toBeCloseTo(root, 14);
    // Two within one interval, the later one listed first.
    const noted = found([at(0.545, passing), at(0.512, passing)], [0, 1])[0];
    expect(noted.map(({ which }) => which)).toEqual([1, 0]);
    // The same with the earlier one first.
    expect(found([at(0.512), at(0.545)], [0, 1])[0]).toEqual([{ which: 0, s: expect.closeTo(0.512, 14) }]);
  });

  it("looks at every event in the same state, whatever it evaluated to find another", () => {
    const peak = event((s) => 1e-10 - (s - 0.512) ** 2, passing);
    const events = [event((s) => s - 0.51, passing), peak, event((s) => s - 0.545, passing)];
    const [step] = found(events, [0, 1]);
    expect(step.map(({ which }) => which)).toEqual([0, 1, 2]);
    for (const [k, root] of [0.51, 0.51199, 0.545].entries()) expect(step[k].s).toBeCloseTo(root, 12);
  });

  it("notes a passing event once in a phase", () => {
    const wave = event((s) => Math.sin(8 * s) - 0.5, passing);
    expect(found([wave], [0, 1, 2, 3])).toEqual([
      [{ which: 0, s: expect.closeTo(Math.PI / 48, 13) }],
      [],
      [],
    ]);
  });

  it("waits with an event that starts on zero until its sign is clear", () => {
    // Within rounding of zero throughout: never. Down and up again: where it comes back. Up: at once.
    for (const tiny of [0, 5e-14, -5e-14]) expect(found([event(() => tiny)], [0, 1, 2])).toEqual([[], []]);
    expect(found([event((s) => s * (s - 0.33))], [0, 1])[0][0].s).toBeCloseTo(0.33, 13);
    expect(found([event((s) => 5e-14 + s * (s - 0.33))], [0, 1])[0][0].s).toBeCloseTo(0.33, 12);
    expect(found([event((s) => s)], [0, 1])).toEqual([[{ which: 0, s: 0 }]]);
    expect(found([event((s) => (s < 0.3 ? 0 : s - 0.3))], [0, 1])[0][0].s).toBeCloseTo(0.3, 13);
    // Armed by the first clearly negative value, even when that is at the end of a step.
    expect(found([event((s) => (s < 0.99 ? 0 : 1.2 - s - 0.3))], [0, 1, 2])).toEqual([[], []]);
  });

  it("meets a root that lies on a probe or on the end of a step once", () => {
    expect(found([event((s) => s - 0.5)], [0, 1])[0]).toEqual([{ which: 0, s: 0.5 }]);
    expect(found([event((s) => s - 1)], [0, 1])[0]).toEqual([{ which: 0, s: 1 }]);
    // A passing event, touched at the end of one step, is not noted again in the next.
    expect(found([event((s) => s - 1, passing)], [0, 1, 2])[1]).toEqual([]);
  });

  it("evaluates a costly event at the ends of steps only, also after another has ended the step", () => {
    const seen: number[] = [];
    const costly = event(
      (s) => {
        seen.push(s);
        return Math.sin(Math.PI * s) - 0.5;
      },
      { atStepEnds: true },
    );
    // Above zero inside the step, below at both ends: not seen.
    expect(found([costly], [0, 1, 2])).toEqual([[], []]);
    expect(seen).toEqual([0, 1, 2]);
    const ends = { atStepEnds: true };
    const early = event((s) => s - 0.3, ends);
    const late = event((s) => s - 0.8, ends);
    const middle = event((s) => s - 0.5);
    expect(found([middle, early], [0, 1])[0]).toEqual([{ which: 1, s: expect.closeTo(0.3, 14) }]);
    expect(found([middle, late], [0, 1])[0]).toEqual([{ which: 0, s: expect.closeTo(0.5, 14) }]);
    // The whole step brackets its root, also from the second step on.
    expect(found([event((s) => s - 1.07, ends)], [0, 1, 3])[1][0].s).toBeCloseTo(1.07, 14);
  });

  it("looks between the ends of a step without dense output at nothing but its end", () => {
    const events = [event((s) => s - 0.25)];
    const [{ dense: _, ...step }] = stepsOver([0, 1]);
    expect(watch(phaseOf(events), step.y0)(step)).toHaveLength(1);
  });
});

/** y = (s, p(s)) with p(s) = s³ − 2s² + s/2: the cubic between the ends of a step is the solution itself. */
const cubic = (s: number) => s ** 3 - 2 * s ** 2 + s / 2;
const cubicPhase = (events: readonly Event<string>[]): Phase<string> => ({
  derivative: (s, _y, dy) => dy.set([1, 3 * s ** 2 - 4 * s + 0.5]),
  events,
});

/** What watching the ends of steps finds, "doubt" where it asks for a closer look. */
function foundAtEnds(events: readonly Event<string>[], places: readonly number[]) {
  const state = (s: number) => Float64Array.of(s, cubic(s));
  const phase = cubicPhase(events);
  const tolerance = { absolute: [1e-12, 1e-12], relative: [0, 0] };
  const look = watchEnds(phase, state(places[0]), tolerance, { steps: 0, rejected: 0, evaluations: 0 });
  const slope = (s: number) => {
    const dy = new Float64Array(2);
    phase.derivative(s, state(s), dy);
    return dy;
  };
  return places.slice(1).map((s1, k) => {
    const slopes = { start: slope(places[k]), end: slope(s1) };
    const step: Step = { s0: places[k], y0: state(places[k]), s1, y1: state(s1), slopes };
    const answer = look(step);
    return answer === ROUGH
      ? answer
      : (answer?.map(({ event, s }) => ({ which: events.indexOf(event), s })) ?? "doubt");
  });
}

describe("watchEnds", () => {
  it("is exact where the solution is a cubic, step after step", () => {
    // p falls from s ≈ 0.14 to s ≈ 1.19, then rises: through p(1.7) only there.
    const level = cubic(1.7);
    const rises: Event<string> = { value: (y) => y[1] - level, apply: () => undefined };
    for (const places of [
      [1.3, 2],
      [1.3, 1.5, 1.65, 2.4],
      [1.2, 1.25, 1.6, 1.69, 1.9],
    ]) {
      const last = foundAtEnds([rises], places).pop();
      expect(last).toEqual([{ which: 0, s: expect.closeTo(1.7, 13) }]);
    }
    // A level below the start and the end, which the curve leaves and comes back to: down at s = 0, up at the root of
    // s² − 2s + 1/2.
    const back: Event<string> = { value: (y) => y[1], apply: () => undefined };
    expect(foundAtEnds([back], [1.25, 1.6, 1.69, 1.9])).toEqual([
      [],
      [],
      [{ which: 0, s: expect.closeTo(1 + Math.SQRT1_2, 13) }],
    ]);
  });

  it("gives the events of a step in order", () => {
    const at = (root: number) => event((s) => s - root);
    const [step] = foundAtEnds([at(0.7), at(0.2), at(0.5), at(2)], [0, 1]);
    expect(step).toEqual([0.2, 0.5, 0.7].map((s, k) => ({ which: [1, 2, 0][k], s: expect.closeTo(s, 14) })));
  });

  it("doubts where a value comes near zero between the ends, or crosses it more than once", () => {
    const hill = (top: number) => event((s) => top - 4 * (s - 0.5) ** 2);
    // Its range over the step is 1: doubt from −0.3 up.
    for (const [top, answer] of [
      [0.5, "doubt"],
      [1e-3, "doubt"],
      [-0.2, "doubt"],
      [-0.28, "doubt"],
      [-0.32, []],
      [-2, []],
    ] as const) {
      expect(foundAtEnds([hill(top)], [0, 1])).toEqual([answer]);
    }
    // As a share of that range, not a length.
    const fivefold = (top: number) => event((s) => top - 20 * (s - 0.5) ** 2);
    expect(foundAtEnds([fivefold(-1.4)], [0, 1])).toEqual(["doubt"]);
    expect(foundAtEnds([fivefold(-1.6)], [0, 1])).toEqual([[]]);
    // Ever up or down, however near: none.
    expect(foundAtEnds([event((s) => s - 1.01), event((s) => -0.01 - s)], [0, 1])).toEqual([[]]);
    // Up, down and up again.
    const thrice = event((s) => (s - 0.1) * (s - 0.6) * (s - 0.8));
    expect(foundAtEnds([thrice], [0, 1])).toEqual(["doubt"]);
    // A valley on the way up is none of these.
    expect(foundAtEnds([event((s) => (s + 0.3) * (s - 0.8))], [0, 1])).toEqual([
      [{ which: 0, s: expect.closeTo(0.8, 13) }],
    ]);
    // Doubt about one event is doubt about the step.
    expect(foundAtEnds([event((s) => s - 0.5), hill(0.5)], [0, 1])).toEqual(["doubt"]);
  });

  it("waits with an event that starts on zero until its sign is clear", () => {
    for (const tiny of [0, 5e-14, -5e-14]) {
      expect(foundAtEnds([event(() => tiny)], [0, 1, 2])).toEqual([[], []]);
    }
    expect(foundAtEnds([event((s) => s)], [0, 1])).toEqual([[{ which: 0, s: 0 }]]);
    expect(foundAtEnds([event((s) => s * (s - 0.4))], [0, 1])).toEqual(["doubt"]);
    expect(foundAtEnds([event((s) => s * (s - 1.4))], [0, 1, 2])).toEqual([
      [],
      [{ which: 0, s: expect.closeTo(1.4, 13) }],
    ]);
  });

  it("finds a passing event again after it has been low", () => {
    const wave = event((s) => (s - 0.2) * (s - 1.2) * (s - 2.3), passing);
    const steps = foundAtEnds([wave], [0, 1, 2, 3]);
    expect(steps[0]).toEqual([{ which: 0, s: expect.closeTo(0.2, 13) }]);
    expect(steps[2]).toEqual([{ which: 0, s: expect.closeTo(2.3, 13) }]);
  });

  it("takes a costly event at the ends of steps, and its root on the cubic", () => {
    const seen: number[] = [];
    const costly = (g: (s: number) => number) =>
      event(
        (s) => {
          seen.push(s);
          return g(s);
        },
        { atStepEnds: true },
      );
    expect(foundAtEnds([costly((s) => 1 - 5 * (s - 0.5) ** 2)], [0, 1, 2])).toEqual([[], []]);
    expect(seen).toEqual([0, 1, 2]);
    expect(foundAtEnds([costly((s) => s - 1.3)], [0, 1, 2])[1]).toEqual([
      { which: 0, s: expect.closeTo(1.3, 14) },
    ]);
  });
});
