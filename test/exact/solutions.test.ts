import { describe, expect, it } from "vitest";
import type { ExactLevel } from "../../src/exact/level.js";
import { exactLevel } from "../../src/exact/level.js";
import { exactSolutions, exactSolver, knownClock, knownExtinction } from "../../src/exact/registry.js";
import { ExactOutcome } from "../../src/exact/solution.js";
import { markOf } from "../../src/measure/mark.js";
import type { CrossingTime, LevelTime } from "../../src/measure/metric.js";
import { createFlow } from "../../src/model/flow.js";
import { followFlow } from "../../src/run/follow/followFlow.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { relativeError, settings } from "../settings.js";
import { loss } from "../sweep/plan.js";

/** Flows that solutions are known for; at least one for each, and every domain. */
const FLOWS: Record<string, Partial<Scenario>> = {
  "DPO in the quadrant": { domain: "quadrant" },
  "DPO in the box": { domain: "box" },
  "DPO on the simplex": { domain: "simplex" },
  "DPO to a horizon": { domain: "simplex", horizon: 0.3 },
  "DPO in log-ratios": { domain: "quadrant", geometry: { name: "log-ratio" } },
  "DPO with both falling": { domain: "quadrant", geometry: { name: "kernel", matrix: [1, 1.1, 1.3] } },
  "cDPO, which rests": { domain: "quadrant", loss: loss("cdpo", { beta: 1 }) },
  "hinge on walls": { loss: loss("hinge", { beta: 1 }) },
  SPPO: { domain: "quadrant", loss: loss("sppo", { beta: 0.5 }) },
  "NCA on walls": { loss: loss("nca", { beta: 1 }) },
  DiscoPOP: { domain: "quadrant", loss: loss("discopop", { beta: 1 }) },
  "EXO in probabilities": {
    domain: "quadrant",
    loss: loss("exo", { beta: 1 }),
    geometry: { name: "probability" },
    reference: { preferred: 0.3, dispreferred: 0.6 },
  },
};

const line = (w1: number, w2: number, sinceStart: boolean, level: number): LevelTime => ({
  kind: "level",
  weights: [w1, w2],
  sinceStart,
  level: () => level,
});

/** Levels of every kind and direction: reached at once, on the way, or never. */
const LEVELS: (LevelTime | CrossingTime)[] = [
  ...[-1, 1].flatMap((w) =>
    [-0.3, 0.2, 0.7].flatMap((level) => [
      line(w, -w, true, level),
      line(w, -w, false, level),
      line(0, w, true, level),
      line(0, w, false, level),
      line(w, 0, true, level),
      line(w, 0, false, level),
      line(2 * w, w, true, level),
      line(2 * w, -w, false, level),
    ]),
  ),
  {
    kind: "crossing",
    mark:
      (start, { loss: l }) =>
      (a, b) =>
        0.8 * l.value(start.r1, start.r2) - l.value(a, b),
  },
  { kind: "crossing", mark: () => undefined },
];

const STARTS = [
  [0.2, 0.1],
  [0.1, 0.6],
  [0.05, 0.9],
  [0.3, 0.3],
] as const;

describe.each(Object.entries(FLOWS))("%s", (_name, changes) => {
  it("reaches every level, and its end, when and where the integrator does", () => {
    const all = settings(changes);
    const flow = createFlow(all);
    const setting = { loss: flow.loss, targets: all.targets };
    const levels: ExactLevel[] = LEVELS.map((level) => exactLevel(level, setting));
    const question = { levels, ends: true };
    const outcome = new ExactOutcome(question);
    for (const [x1, x2] of STARTS) {
      exactSolver(all, question, flow)?.(x1, x2, outcome);
      const start = { r1: Math.log(x1), r2: Math.log(x2) };
      const marks = LEVELS.map((level) => markOf(level, start, setting));
      const path = followFlow(flow, [x1, x2], all, { marks: marks.filter((mark) => mark !== undefined) });
      expect(outcome.status).toBe(path.end.status);
      const times = path.marks.map(({ t }) => t);
      for (const [i, mark] of marks.entries()) {
        const [exact, run] = [outcome.times[i], mark ? times.shift() : Number.NaN];
        const where = `level ${i} (${JSON.stringify(LEVELS[i])}) from ${x1}, ${x2}`;
        if (Number.isNaN(exact) || exact === run) expect(run, where).toBe(exact);
        else expect(relativeError(run ?? Number.NaN, exact), where).toBeLessThan(1e-8);
      }
      expect(relativeError(Math.exp(path.end.r[0]), outcome.end.x1)).toBeLessThan(1e-9);
      expect((outcome.change1 + x1) / outcome.end.x1).toBeCloseTo(1, 12);
      expect(outcome.change2).toBeCloseTo(outcome.end.x2 - x2, 12);
      expect(outcome.end.r1).toBeCloseTo(Math.log(outcome.end.x1), 10);
      expect(outcome.start.x1).toBeCloseTo(x1, 15);
    }
  });
});

describe("every exact solution", () => {
  const question = { levels: [], ends: false };

  it.each(exactSolutions)(
    "$name says what it is for, and answers for some flow",
    ({ name, appliesTo, solver }) => {
      const answer = (changes: Parameters<typeof settings>[0]) => {
        const all = settings(changes);
        return solver(all, question, createFlow(all));
      };
      expect([name, appliesTo]).not.toContain("");
      const answers = Object.values(FLOWS).filter((changes) => answer(changes));
      expect(answers.length).toBeGreaterThan(0);
      expect(answer({ geometry: { name: "softmax", others: 1 } })).toBeUndefined();
      expect(answer({ loss: loss("cal-dpo") })).toBeUndefined();
    },
  );

  it("serves checks with one it knows of", () => {
    const dpo = settings({ domain: "quadrant" });
    const x0 = [0.2, 0.1] as const;
    const time = knownExtinction(dpo, x0)?.time ?? Number.NaN;
    expect(
      relativeError(knownClock(createFlow(dpo), x0)?.(Number.POSITIVE_INFINITY) ?? 0, time),
    ).toBeLessThan(1e-12);
    const outcome = new ExactOutcome(question);
    exactSolver(dpo, question, createFlow(dpo))?.(...x0, outcome);
    expect(relativeError(outcome.extinctionTime, time)).toBeLessThan(1e-13);
    expect(knownExtinction(settings({ loss: loss("sppo") }), x0)).toBeUndefined();
  });
});
