import { Solver } from "odex";
import { describe, expect, it } from "vitest";
import { Extrapolation } from "../../src/ode/extrapolation.js";
import type { Derivative } from "../../src/ode/problem.js";

/** Smooth, fast and slow by turns, and stiff: steps of all kinds, rejected and unstable ones too. */
const problems: Record<string, { derivative: Derivative; y0: number[]; sEnd: number }> = {
  "harmonic motion": {
    derivative: (_s, y, dy) => {
      dy[0] = y[1];
      dy[1] = -y[0];
    },
    y0: [1, 0],
    sEnd: 40,
  },
  "van der Pol's oscillator": {
    derivative: (_s, y, dy) => {
      dy[0] = y[1];
      dy[1] = 8 * (1 - y[0] * y[0]) * y[1] - y[0];
    },
    y0: [2, 0],
    sEnd: 30,
  },
  "a stiff decay": {
    derivative: (s, y, dy) => {
      dy[0] = -300 * (y[0] - Math.cos(s));
      dy[1] = y[0] - y[1];
    },
    y0: [0, 1],
    sEnd: 3,
  },
  "a knee": {
    derivative: (s, _y, dy) => {
      dy[0] = 1 / (1 + 1e6 * (s - 1) ** 2);
      dy[1] = 1;
    },
    y0: [0, 0],
    sEnd: 2,
  },
};

const control = { firstStep: 0.4, columns: 7, maxSteps: 10_000, maxEvaluations: 1e6 };
const tolerance = (size: number) => ({ absolute: [size, size], relative: [1e-14, size] });

describe.each(Object.entries(problems))("extrapolation of %s", (_name, { derivative, y0, sEnd }) => {
  it.each([1e-5, 1e-8, 1e-11])("takes the steps that odex takes, at tolerance %s", (size) => {
    const { absolute, relative } = tolerance(size);
    const odex = Object.assign(new Solver(2), {
      initialStepSize: control.firstStep,
      stepSafetyFactor1: 0.2,
      stepSafetyFactor2: 0.88,
      maxExtrapolationColumns: control.columns,
      absoluteTolerance: absolute,
      relativeTolerance: relative,
    });
    const theirs: number[][] = [];
    const dy = new Float64Array(2);
    const f = (s: number, y: number[]) => {
      derivative(s, y, dy);
      return dy;
    };
    const { nReject, nEval } = odex.solve(f, 0, y0, sEnd, (n, _old, s, y) => {
      if (n > 1) theirs.push([s, ...y]);
      return undefined;
    });

    const ours: number[][] = [];
    const spent = { rejected: 0, evaluations: 0 };
    const start = Float64Array.from(y0);
    const ending = new Extrapolation(2).integrate(
      derivative,
      0,
      start,
      sEnd,
      tolerance(size),
      control,
      spent,
      (_s0, s1, y1) => {
        ours.push([s1, ...y1]);
        return true;
      },
    );
    expect(ending).toBe("done");
    expect(start).toEqual(Float64Array.from(y0));
    // Errors far below the tolerance are rounding, which differs, and with it the lengths of later steps.
    expect(Math.abs(ours.length - theirs.length)).toBeLessThanOrEqual(0.1 * theirs.length);
    expect(Math.abs(spent.rejected - nReject)).toBeLessThanOrEqual(1 + 0.1 * nReject);
    expect(Math.abs(spent.evaluations - nEval)).toBeLessThanOrEqual(0.1 * nEval);
    for (let k = 0; k < Math.min(4, theirs.length); k++)
      for (const [i, value] of theirs[k].entries()) expect(ours[k][i]).toBeCloseTo(value, 4);
    const [end, expected] = [ours.at(-1) ?? [], theirs.at(-1) ?? []];
    expect(end[0]).toBe(sEnd);
    for (const i of [1, 2]) expect(Math.abs(end[i] - expected[i])).toBeLessThan(100 * size);
  });
});

describe("extrapolation ends", () => {
  const { derivative, y0, sEnd } = problems["harmonic motion"];
  const run = (change: Partial<typeof control>, f: Derivative = derivative, go = () => true) => {
    const spent = { rejected: 0, evaluations: 0 };
    const all = { ...control, ...change };
    const start = Float64Array.from(y0);
    return new Extrapolation(2).integrate(f, 0, start, sEnd, tolerance(1e-8), all, spent, go);
  };

  it("when it is told to, or has spent what it may", () => {
    expect(run({}, derivative, () => false)).toBe("stopped");
    expect(run({ maxSteps: 5 })).toBe("step-limit");
    expect(run({ maxEvaluations: 60 })).toBe("step-limit");
  });

  it("where the derivative is not finite, and starts anew after that", () => {
    const broken: Derivative = (s, y, dy) => {
      derivative(s, y, dy);
      if (s > 5) dy[0] = Number.NaN;
    };
    expect(run({}, broken)).toBe("non-finite");
    expect(run({})).toBe("done");
  });
});
