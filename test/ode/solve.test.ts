import { describe, expect, it } from "vitest";
import { onClock } from "../../src/ode/clock.js";
import type { Derivative, Event, Phase, Problem } from "../../src/ode/problem.js";
import { sample } from "../../src/ode/solution.js";
import { solve } from "../../src/ode/solve.js";

const tolerance = (relative: number, n: number) => ({
  relative: Array<number>(n).fill(relative),
  absolute: Array<number>(n).fill(relative),
});

const stopWhen = (value: Event<string>["value"], status = "stopped"): Event<string> => ({
  value,
  apply: (_s, y) => ({ status, y }),
});

/** y = (cos s, −sin s, s): harmonic motion with its own clock as the last component. */
const oscillator: Derivative = (_s, y, dy) => {
  dy[0] = y[1];
  dy[1] = -y[0];
  dy[2] = 1;
};

const breaks = (): never => {
  throw new TypeError("no value");
};

function problem(phase: Phase<string>, y0: number[], relative = 1e-10, maxSteps = 10_000): Problem<string> {
  return {
    dimension: y0.length,
    y0: Float64Array.from(y0),
    phase,
    tolerance: tolerance(relative, y0.length),
    maxSteps,
  };
}

describe("solve", () => {
  it("locates an event where the solution puts it, and the error falls with the tolerance", () => {
    const errors = [1e-4, 1e-7, 1e-10, 1e-12].map((relative) => {
      const phase = { derivative: oscillator, events: [stopWhen((y) => -y[0])] };
      const { y, status } = solve(problem(phase, [1, 0, 0], relative));
      expect(status).toBe("stopped");
      return Math.abs(y[2] - Math.PI / 2);
    });
    for (const [i, error] of errors.entries()) expect(error).toBeLessThan([1e-3, 1e-6, 1e-9, 1e-11][i]);
    expect(errors[3]).toBeLessThan(errors[0] / 100);
  });

  it("sees two crossings inside one long step", () => {
    // Above 0.99 only for |s − 2π| < 0.1415, after a long way below.
    const phase = { derivative: oscillator, events: [stopWhen((y) => y[0] - 0.99)] };
    const { y } = solve(problem(phase, [0, -1, 0]));
    expect(y[2]).toBeCloseTo((3 * Math.PI) / 2 - Math.acos(0.99), 8);
  });

  it("takes the earlier of two events in a step", () => {
    const phase = {
      derivative: oscillator,
      events: [stopWhen((y) => y[2] - 1.1, "late"), stopWhen((y) => y[2] - 1, "early")],
    };
    const { y, status } = solve(problem(phase, [1, 0, 0]));
    expect(status).toBe("early");
    expect(y[2]).toBeCloseTo(1, 12);
  });

  it("passes from phase to phase: a ball that bounces", () => {
    const g = 9.81;
    let bounces = 0;
    const flight: Phase<string> = {
      derivative: (_s, y, dy) => dy.set([y[1], -g, 1]),
      events: [
        {
          value: (y) => -y[0],
          apply: (_s, y) => {
            if (++bounces === 3) return { status: "third bounce", y };
            y[0] = 0;
            y[1] *= -0.5;
            return { next: flight, y };
          },
        },
      ],
    };
    const solution = solve(problem(flight, [1, 0, 0]));
    const fall = Math.sqrt(2 / g);
    expect(solution.status).toBe("third bounce");
    expect(solution.y[2]).toBeCloseTo(fall * (1 + 2 * 0.5 + 2 * 0.25), 10);
    expect(solution.legs).toHaveLength(3);
    // Half way up the second flight, from the closed form.
    const t = fall + 0.25 * fall;
    const [y] = sample(solution, [t]);
    const v = (g * fall) / 2;
    expect(y[0]).toBeCloseTo(v * 0.25 * fall - (g / 2) * (0.25 * fall) ** 2, 10);
  });

  it("samples as accurately as it steps", () => {
    const phase = { derivative: oscillator, events: [stopWhen((y) => y[2] - 6)] };
    const solution = solve(problem(phase, [1, 0, 0], 1e-11));
    const at = Array.from({ length: 301 }, (_, i) => (solution.s * i) / 300);
    const errors = sample(solution, at).map((y, i) =>
      Math.hypot(y[0] - Math.cos(at[i]), y[1] + Math.sin(at[i])),
    );
    expect(Math.max(...errors)).toBeLessThan(1e-10);
  });

  it("keeps what it has when the derivative stops being finite, and says so", () => {
    const phase: Phase<string> = {
      derivative: (_s, y, dy) => dy.set([y[1] > 2 ? Number.NaN : 1, 1]),
      events: [stopWhen((y) => y[1] - 5)],
    };
    const { status, y, legs } = solve(problem(phase, [0, 0]));
    expect(status).toBe("non-finite");
    expect(y[1]).toBeGreaterThan(1.9);
    expect(y[1]).toBeLessThanOrEqual(2);
    expect(y.every(Number.isFinite)).toBe(true);
    expect(legs[0].nodes.length).toBeGreaterThan(1);
  });

  it("shortens the step when only a trial stage leaves the domain", () => {
    // y' = −√y / 2 from y = 1: √y = 1 − t/4, inside the domain until the stop at y = 1e-4.
    let left = false;
    const phase: Phase<string> = {
      derivative: (_s, y, dy) => {
        left ||= y[0] < 0;
        dy.set([-Math.sqrt(y[0]) / 2, 1]);
      },
      events: [stopWhen((y) => 1e-4 - y[0])],
    };
    const { status, y } = solve(problem(phase, [1, 0], 1e-10));
    expect(left).toBe(true);
    expect(status).toBe("stopped");
    expect(y[1]).toBeCloseTo(4 * (1 - 0.01), 6);
  });

  it("stops at the step budget with the steps it was given", () => {
    const phase = { derivative: oscillator, events: [stopWhen((y) => y[2] - 1e6)] };
    const { status, stats, y } = solve(problem(phase, [1, 0, 0], 1e-10, 7));
    expect(status).toBe("step-limit");
    expect(stats.steps + stats.rejected).toBeLessThanOrEqual(7);
    expect(y[2]).toBeGreaterThan(0);
  });

  it("counts every evaluation of the derivative", () => {
    let calls = 0;
    const phase: Phase<string> = {
      derivative: (s, y, dy) => {
        calls++;
        oscillator(s, y, dy);
      },
      events: [stopWhen((y) => -y[0])],
    };
    expect(solve(problem(phase, [1, 0, 0])).stats.evaluations).toBe(calls);
  });

  it("ends after a step where the phase says so, and goes on from there in another", () => {
    const rest: Phase<string> = {
      derivative: (_s, _y, dy) => dy.set([0, 0, 1]),
      events: [stopWhen((y) => y[2] - 3)],
    };
    const phase: Phase<string> = {
      derivative: oscillator,
      events: [stopWhen((y) => y[2] - 9, "too late")],
      afterStep: (s, y) => {
        expect(y[2]).toBeCloseTo(s, 12);
        return s > 1 ? { next: rest, y } : undefined;
      },
    };
    for (const dense of [true, false]) {
      const { status, s, y, legs } = solve({ ...problem(phase, [1, 0, 0]), dense });
      expect(status).toBe("stopped");
      expect(s).toBeCloseTo(3, 12);
      const turn = legs[0].sEnd;
      expect(turn).toBeGreaterThan(1);
      expect(legs.map(({ nodes }) => nodes[0].s)).toEqual([0, turn]);
      expect(legs[0].nodes.every((node) => node.s <= 1)).toBe(true);
      expect(y[0]).toBeCloseTo(Math.cos(turn), 9);
    }
  });

  it("keeps one budget of steps for all phases, rejected ones included", () => {
    const vanDerPol: Derivative = (_s, y, dy) => dy.set([y[1], 5 * (1 - y[0] * y[0]) * y[1] - y[0], 1]);
    let turns = 0;
    const phase: Phase<string> = {
      derivative: vanDerPol,
      events: [
        { value: (y) => y[0], apply: (_s, y) => (turns++ < 100 ? { next: back, y } : { status: "end", y }) },
      ],
    };
    const back: Phase<string> = {
      derivative: vanDerPol,
      events: [{ value: (y) => -y[0], apply: (_s, y) => ({ next: phase, y }) }],
    };
    for (const dense of [true, false]) {
      const { status, stats, legs } = solve({ ...problem(back, [2, 0, 0], 1e-9, 150), dense });
      expect(status).toBe("step-limit");
      expect(legs.length).toBeGreaterThan(2);
      expect(stats.rejected).toBeGreaterThan(0);
      expect(stats.steps + stats.rejected).toBeLessThanOrEqual(150);
      expect(stats.steps + stats.rejected).toBeGreaterThan(130);
    }
  });

  it("comes up close to a wall it cannot pass before it gives up", () => {
    let tries = 0;
    const phase: Phase<string> = {
      derivative: (_s, y, dy) => {
        if (y[1] > 2) tries++;
        dy.set([y[1] > 2 ? Number.NaN : 1, 1]);
      },
      events: [],
    };
    for (const dense of [true, false]) {
      tries = 0;
      const { status, s } = solve({ ...problem(phase, [0, 0]), dense });
      expect(status).toBe("non-finite");
      expect(2 - s).toBeLessThan(1e-9);
      // The first time and 30 shorter ones.
      expect(tries).toBe(31);
    }
  });

  it("stays short of what it sees ahead, and goes on at full length when it is out of sight", () => {
    for (const dense of [true, false]) {
      let furthest = 0;
      let sees = true;
      const phase: Phase<string> = {
        derivative: (s, _y, dy) => {
          if (sees) furthest = Math.max(furthest, s);
          dy.set([Math.cos(s), 1]);
        },
        ahead: (y) => {
          sees &&= y[1] < 0.99;
          return sees ? 1 - y[1] : Number.POSITIVE_INFINITY;
        },
        events: [stopWhen((y) => y[1] - 50)],
      };
      const { status, y, stats } = solve({ ...problem(phase, [0, 0]), dense });
      expect(status).toBe("stopped");
      expect(y[0]).toBeCloseTo(Math.sin(50), 8);
      expect(furthest).toBeLessThan(1);
      expect(stats.steps).toBeLessThan(200);
    }
  });

  it("says step-limit where a hop to an event cannot be made, but lets other errors through", () => {
    for (const [dense, stiff] of [
      [true, false],
      [false, false],
      [true, true],
    ]) {
      let poisoned = false;
      const phase: Phase<string> = {
        stiff,
        derivative: (_s, _y, dy) => dy.set([poisoned ? Number.NaN : 1, 1]),
        events: [
          stopWhen((y) => {
            poisoned ||= y[1] > 1;
            return y[1] - 1;
          }),
        ],
      };
      const { status, s, y } = solve({ ...problem(phase, [0, 0]), dense });
      expect(status).toBe("step-limit");
      expect(s).toBeLessThan(1);
      expect(y[0]).toBeCloseTo(s, 12);
      const broken = { derivative: oscillator, stiff, events: [stopWhen((y) => (y[2] > 1 ? breaks() : -1))] };
      expect(() => solve({ ...problem(broken, [1, 0, 0]), dense })).toThrow("no value");
    }
  });

  it("leaves what it was given alone", () => {
    const given = problem({ derivative: oscillator, events: [stopWhen((y) => y[2] - 2)] }, [1, 0, 0]);
    const { legs } = solve(given);
    expect([...given.y0]).toEqual([1, 0, 0]);
    expect([...legs[0].nodes[0].y]).toEqual([1, 0, 0]);
    for (const [k, { s, y }] of legs[0].nodes.entries()) {
      expect(y[2]).toBeCloseTo(s, 12);
      if (k > 0) expect(s).toBeGreaterThan(legs[0].nodes[k - 1].s);
    }
  });
});

describe("onClock", () => {
  it("turns finite-time extinction into a straight line along which time converges", () => {
    // x' = −1/x, x(0) = 1: extinct at t = 1/2, in r = log x: r' = −e^(−2r).
    const derivative = onClock(
      (y, out) => {
        out[0] = -1;
        return -2 * y[0];
      },
      1,
      10,
    );
    const { y } = solve(problem({ derivative, events: [stopWhen((z) => -30 - z[0])] }, [0, 0], 1e-12));
    expect(Math.abs(y[1] - 0.5)).toBeLessThan(1e-12);
  });

  it("has speed at most 1 and stays finite from standstill to e^±2000", () => {
    const dy = new Float64Array(3);
    for (const scale of [-Infinity, -2000, 0, 2000]) {
      onClock(
        (_y, out) => {
          out.set([1, -0.5]);
          return scale;
        },
        2,
        20,
      )(0, [0, 0, 0], dy);
      expect(Math.hypot(dy[0], dy[1])).toBeLessThanOrEqual(1);
      expect(dy.every(Number.isFinite)).toBe(true);
      expect(dy[2]).toBeGreaterThanOrEqual(0);
      expect(dy[2]).toBeLessThanOrEqual(20);
    }
  });
});
