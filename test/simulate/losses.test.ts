import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFlow } from "../../src/model/flow.js";
import { losses } from "../../src/model/losses/registry.js";
import { followFlow } from "../../src/run/follow/followFlow.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { isConservative } from "../model/losses/arbitrary.js";
import { gradientOf } from "../model/losses/gradientOf.js";
import samples from "../reference/flow-samples.json" with { type: "json" };
import clock from "../reference/margin-clock.json" with { type: "json" };
import { panelOf, relativeError, settings } from "../settings.js";

type Changes = Parameters<typeof settings>[0];

const panel = (loss: string, parameters: Record<string, unknown>, changes: Changes) =>
  settings({
    loss: { name: loss, ...losses[loss].parameters.parse(parameters) },
    domain: "quadrant",
    tolerance: { relative: 1e-10, absolute: 1e-12 },
    starts: { a: [0.3, 0.6] },
    ...changes,
  });

const run = (loss: string, parameters: Record<string, unknown> = {}, changes: Changes = {}) =>
  simulateStart(panel(loss, parameters, changes), "a");

describe("every loss and geometry", () => {
  it.each(samples)("$loss in $geometry geometry at t = $t as an independent integrator has it", (row) => {
    const { path } = simulateStart({ ...panelOf(row), sample: { times: [row.t] } }, "a");
    expect(relativeError(path[0].x1, row.x[0])).toBeLessThan(1e-9);
    expect(relativeError(path[0].x2, row.x[1])).toBeLessThan(1e-9);
  });

  it.each(clock)("$loss in $geometry geometry reaches margin $margin on time", (row) => {
    const all = { ...panelOf(row), targets: { margin: row.margin, loss: 0.5 }, horizon: 1e4 };
    const { metrics, check } = simulateStart(all, "a");
    expect(relativeError(metrics.timeToMargin as number, row.t)).toBeLessThan(1e-9);
    expect(check.clockError).toBeLessThan(1e-9);
  });
});

describe("rest points", () => {
  const ratio: Changes = { horizon: 1e7 };
  const logRatio: Changes = { geometry: { name: "log-ratio" }, horizon: 1e6 };

  it.each([
    ["cdpo", {}, ratio, Math.log(9) / 0.1],
    ["cdpo", {}, logRatio, Math.log(9) / 0.1],
    ["cdpo", { beta: 1 }, ratio, Math.log(9)],
    ["exo", {}, ratio, Math.log(999) / 0.1],
    ["exo", { beta: 1, epsilon: 0.01 }, logRatio, Math.log(99)],
    ["ipo", {}, ratio, 5],
    ["ipo", { tau: 0.5 }, logRatio, 1],
    ["hinge", {}, ratio, 10],
    ["hinge", { beta: 0.5 }, { geometry: { name: "kernel", matrix: [1, 1.2, 2] } }, 2],
    ["sppo", {}, logRatio, 10],
    ["sppo", { beta: 1 }, ratio, 1],
  ] as [string, Record<string, unknown>, Changes, number][])(
    "%s %o rests at margin %4$s",
    (loss, parameters, changes, margin) => {
      const { status, x } = run(loss, parameters, changes);
      expect(status).toBe("stationary");
      expect(Math.abs(Math.log(x[0]) - Math.log(x[1]) - margin)).toBeLessThan(1e-7);
    },
  );

  it.each([[[0.3, 0.6]], [[1, 1]], [[0.1, 0.1]], [[0.9, 0.1]], [[0.1, 0.9]]] as [[number, number]][])(
    "stiff cDPO from %s is at rest in fewer than 2,000 evaluations",
    (x0) => {
      const { status, stats, x } = run("cdpo", {}, { starts: { a: x0 } });
      expect(status).toBe("stationary");
      expect(Math.abs(Math.log(x[0] / x[1]) - Math.log(9) / 0.1)).toBeLessThan(1e-7);
      expect(stats.evaluations).toBeLessThan(2000);
    },
  );

  it.each(["sppo", "cal-dpo"])("%s, stiff in two directions, takes fewer than 10,000 evaluations", (loss) => {
    for (const horizon of [1000, 1e7]) {
      const { status, stats, x } = run(loss, {}, { horizon });
      expect(stats.evaluations).toBeLessThan(10_000);
      expect(status).toBe(horizon === 1000 ? "horizon" : "stationary");
      if (status === "stationary" && loss === "sppo") {
        expect(relativeError(x[0], Math.exp(5))).toBeLessThan(1e-7);
        expect(relativeError(x[1], Math.exp(-5))).toBeLessThan(1e-7);
      }
    }
  });

  it("rlhf ends at the softmax that is its optimum, in every geometry that gets there", () => {
    const reference = { preferred: 0.3, dispreferred: 0.4 };
    const weights = [0.3 * Math.exp(10), 0.4, 0.3];
    const total = weights[0] + weights[1] + weights[2];
    for (const name of ["ratio", "probability"]) {
      const { status, x, stats } = run(
        "rlhf",
        {},
        { geometry: { name }, reference, domain: "simplex", starts: { a: [1, 1] } },
      );
      expect(status).toBe("stationary");
      expect(relativeError(x[0] * 0.3, weights[0] / total)).toBeLessThan(1e-7);
      expect(relativeError(x[1] * 0.4, weights[1] / total)).toBeLessThan(1e-7);
      expect(stats.evaluations).toBeLessThan(10_000);
    }
  });

  it("follows a stiff loss as closely as the tolerance asks", () => {
    const exact = run("sppo", {}, { tolerance: { relative: 1e-12, absolute: 1e-13 } });
    const errors = [1e-5, 1e-7, 1e-9].map((relative) =>
      relativeError(run("sppo", {}, { tolerance: { relative, absolute: 1e-13 } }).x[0], exact.x[0]),
    );
    expect(errors[2]).toBeLessThan(1e-8);
    expect(errors[2]).toBeLessThan(errors[0] / 100);
  });

  it("goes on into the rest point when rows are asked for after the end", () => {
    const times = [0.4, 0.41, 0.42, 0.45, 1];
    const { t, path } = run("ipo", { tau: 0.5 }, { sample: { times } });
    expect(t).toBeLessThan(0.4);
    const distance = path.map(({ margin }) => Math.abs(1 - margin));
    for (let i = 1; i < distance.length; i++) expect(distance[i]).toBeLessThan(distance[i - 1] + 1e-15);
    // m' = −(4/R²)cosh²(m)·2(m − 1): near m = 1 the distance shrinks by e^(−8 cosh²(1)/R² · t), R² = 0.45.
    const rate = (8 * Math.cosh(1) ** 2) / 0.45;
    expect(relativeError(Math.log(distance[0] / distance[1]) / 0.01, rate)).toBeLessThan(1e-3);
  });
});

describe("after extinction", () => {
  it("goes on along x2 = 0 in x1 alone: nca to 2^(1/β)", () => {
    const { status, events, x, extinct, metrics } = run("nca", { beta: 0.5 }, { horizon: 1e6 });
    expect(extinct).toBe("dispreferred");
    expect(status).toBe("extinct");
    expect(events).toHaveLength(1);
    expect(metrics.extinctionTime).toBe(events[0].t);
    expect(relativeError(x[0], 4)).toBeLessThan(1e-7);
    expect(x[1]).toBe(0);
  });

  it("stops at the wall that x1 runs into", () => {
    const { status, events, x } = run("nca", { beta: 0.5 }, { domain: "box", horizon: 1e6 });
    expect(events.map(({ kind }) => kind)).toEqual(["extinction", "reach-face"]);
    expect(status).toBe("extinct");
    expect(x).toEqual([1, 0]);
  });

  it("takes the preferred response down where that dies first", () => {
    const { status, extinct, x } = run("apo-down", { beta: 1 }, { starts: { a: [0.01, 5] }, horizon: 20 });
    expect(status).toBe("extinct");
    expect(extinct).toBe("preferred");
    expect(x[0]).toBe(0);
    expect(x[1]).toBeGreaterThan(4.9);
  });

  it("takes both down where both die", () => {
    const { status, events, x, loss } = run("apo-down", { beta: 1 }, { horizon: 20 });
    expect(status).toBe("extinct");
    expect(events.map(({ component }) => component)).toEqual(["dispreferred", "preferred"]);
    expect(x).toEqual([0, 0]);
    expect(loss).toBe(0);
  });

  it("keeps a wall it slid along", () => {
    const { events, status, x } = run("dpo-nll", {}, { domain: "box" });
    expect(status).toBe("extinct");
    expect(events.map(({ kind }) => kind)).toEqual(["reach-face", "extinction"]);
    expect(x).toEqual([1, 0]);
  });
});

describe("kinks", () => {
  const kernel: Changes = { geometry: { name: "kernel", matrix: [1, 1.2, 2] }, horizon: 200 };

  it("slides along a kink at which both branches point: dpop keeps x1 at 1", () => {
    const { status, path, events } = run("dpop", {}, { ...kernel, starts: { a: [0.5, 1] } });
    expect(status).toBe("horizon");
    const [kink] = events;
    expect(kink.kind).toBe("kink");
    for (const row of path) if (row.t > kink.t) expect(row.x1).toBeCloseTo(1, 14);
    expect(path[path.length - 1].x2).toBeLessThan(1e-3);
  });

  it("moves along the kink at Filippov's speed", () => {
    // On r1 = 0 both branches combine to r1' = 0; then r2' = (k22 − k12²/k11)·(−g2) with g2 of either branch.
    const { path, metrics } = run(
      "dpop",
      { beta: 0.3 },
      { ...kernel, starts: { a: [1, 1] }, sample: { times: [20, 21] } },
    );
    expect(metrics.preferredGain).toBeCloseTo(0, 14);
    const [m1, m2] = path.map(({ margin }) => margin);
    // e^(βm) + βm = cβ²t + const with c = k22 − k12²/k11.
    const c = 2 - 1.44;
    const clock = (m: number) => Math.exp(0.3 * m) + 0.3 * m;
    expect(relativeError(clock(m2) - clock(m1), c * 0.09)).toBeLessThan(1e-9);
  });

  it("crosses a kink that the flow passes through, and the error falls with the tolerance", () => {
    const at = (relative: number) =>
      run("slic", {}, { tolerance: { relative, absolute: 0 }, sample: { times: [0.5] } });
    const best = at(1e-12).path[0].x1;
    const errors = [1e-5, 1e-7, 1e-9].map((relative) => relativeError(at(relative).path[0].x1, best));
    expect(at(1e-9).events.map(({ kind }) => kind)).toEqual(["kink"]);
    for (const [i, error] of errors.entries()) expect(error).toBeLessThan(10 ** (-4 - 2 * i));
  });
});

describe("edges of a loss's domain", () => {
  it("orpo rests where π_w = 1, whatever the domain", () => {
    for (const domain of ["box", "quadrant", "simplex"] as const) {
      const start: Changes = domain === "simplex" ? { starts: { a: [0.3, 0.4] } } : {};
      const { status, events, x } = run(
        "orpo",
        {},
        { domain, ...start, reference: { preferred: 0.5, dispreferred: 0.5 } },
      );
      expect(status, domain).toMatch(/stationary|extinct/);
      expect(events[0].kind).toBe("reach-face");
      expect(x[0]).toBeLessThanOrEqual(2);
    }
  });

  it("says so when rounding ends a run at such an edge", () => {
    // The optimum leaves a probability of 3e-9 to all other responses, which 1 − π_w − π_l cannot hold.
    const reference = { preferred: 0.3, dispreferred: 0.3 };
    const { status, advice, path } = run(
      "rlhf",
      { beta: 0.02 },
      { reference, starts: { a: [1, 1] }, domain: "simplex" },
    );
    expect(status).toBe("out-of-domain");
    expect(advice).toContain("edge");
    expect(path.length).toBeGreaterThan(1);
  });
});

describe("energy balance (property)", () => {
  const names = Object.keys(losses).filter(isConservative);
  const geometry = fc.constantFrom(
    { name: "ratio" },
    { name: "probability" },
    { name: "log-ratio" },
    { name: "softmax", others: 2 },
    { name: "kernel", matrix: [1, 0.7, 2] },
  );
  const domain = fc.constantFrom("quadrant" as const, "box" as const, "simplex" as const);
  const share = fc.double({ min: 0.02, max: 0.9, noNaN: true });

  it("the loss never rises along a run", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), geometry, domain, share, share, (name, where, within, a, b) => {
        const [w, l] = a + b < 0.98 ? [a, b] : [a / 2, b / 2];
        const reference = { preferred: 0.4, dispreferred: 0.5 };
        const all = panel(
          name,
          {},
          { geometry: where, domain: within, reference, horizon: 5, starts: { a: [w / 0.4, l / 0.5] } },
        );
        const { curve, status } = simulateStart(
          { ...all, tolerance: { relative: 1e-9, absolute: 1e-12 } },
          "a",
        );
        expect(["extinct", "stationary", "horizon", "out-of-domain"]).toContain(status);
        for (let i = 1; i < curve.length; i++) {
          if (!Number.isFinite(curve[i].loss)) {
            // Unbounded below: robust-dpo once the dispreferred response is extinct.
            expect([name, curve[i].x2, curve[i].loss]).toEqual(["robust-dpo", 0, -Infinity]);
            continue;
          }
          const slack = 1e-8 * (1 + Math.abs(curve[i].loss));
          expect(curve[i].loss).toBeLessThanOrEqual(curve[i - 1].loss + slack);
        }
      }),
      { seed: 5, numRuns: 250 },
    );
  });

  it("falls at the rate gᵀv of the velocity in force, which is −gᵀKg off walls", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), geometry, domain, share, share, (name, where, within, a, b) => {
        const [w, l] = a + b < 0.98 ? [a, b] : [a / 2, b / 2];
        const reference = { preferred: 0.4, dispreferred: 0.5 };
        const all = panel(name, {}, { geometry: where, domain: within, reference, horizon: 1 });
        const flow = createFlow(all);
        const { solution } = followFlow(flow, [w / 0.4, l / 0.5], all);
        const [g, dy] = [new Float64Array(2), new Float64Array(3)];
        for (const { phase, nodes } of solution.legs) {
          for (const { s, y } of nodes.slice(1, 6)) {
            if (flow.kink && Math.abs(flow.kink.value(y[0], y[1])) < 1e-3) continue;
            phase.derivative(s, y, dy);
            gradientOf(flow.loss, y[0], y[1], g);
            const rate = g[0] * dy[0] + g[1] * dy[1];
            expect(rate).toBeLessThanOrEqual(1e-12 * Math.hypot(g[0], g[1]));
            const h = 1e-5;
            const ahead = flow.loss.value(y[0] + h * dy[0], y[1] + h * dy[1]);
            const behind = flow.loss.value(y[0] - h * dy[0], y[1] - h * dy[1]);
            const scale = Math.abs(ahead) + Math.hypot(g[0], g[1]);
            expect(Math.abs((ahead - behind) / (2 * h) - rate)).toBeLessThan(1e-5 * (1 + scale));
          }
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
