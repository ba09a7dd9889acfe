import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDomain } from "../../src/model/domain.js";
import { type Flow, flowOf } from "../../src/model/flow.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { onClock } from "../../src/ode/clock.js";
import { branchOf } from "../../src/run/follow/mode.js";
import { geometryNamed } from "./geometries/variants.js";
import { anyLoss, anyPoint, SEED } from "./losses/arbitrary.js";

/** Relative rounding of a logarithm of that size, in units of which both forms are given some. */
const rounding = (log: number) => (log === -Infinity ? 0 : 64 * Number.EPSILON * (1 + Math.abs(log)));

/** A random loss of that name and a point, in every geometry. */
const anyFlowAtPoint = (name: string, domain: string, reach: number) =>
  anyLoss(name).chain(({ loss, reference }) =>
    fc.record({
      r: anyPoint(losses.rlhf.create(losses.rlhf.parameters.parse({}), reference), reference, reach),
      side: fc.constantFrom("below", "above"),
      flows: fc.constant(
        Object.keys(geometries).map((geometry) => {
          const { name: _name, ...parameters } = geometryNamed(geometry);
          const made = geometries[geometry].create(parameters, reference);
          return flowOf(loss, made, createDomain(domain, reference), reference);
        }),
      ),
    }),
  );

/** The terms that a velocity is the sum of are so large, in logs: rounding of a sum is in units of these. */
function logSize({ loss, geometry }: Flow, r1: number, r2: number): number {
  const [force, one, v] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
  loss.logForce(r1, r2, force);
  let most = -Infinity;
  for (const i of [0, 2]) {
    one.set([0, -Infinity, 0, -Infinity]);
    one.set([force[i], force[i + 1]], i);
    geometry.logVelocity(r1, r2, one, v);
    most = Math.max(most, v[1], v[3]);
  }
  return most;
}

describe.each(Object.keys(losses))("%s in plain doubles", (name) => {
  it("gives the velocity that the logarithms give, in every geometry", () => {
    const [plain, scaled] = [new Float64Array(2), new Float64Array(2)];
    let [tried, given] = [0, 0];
    fc.assert(
      fc.property(anyFlowAtPoint(name, "quadrant", 20), ({ flows, r: [r1, r2], side }) => {
        for (const whole of flows) {
          const flow = branchOf(whole, { side });
          const ordinary = Math.min(Math.abs(r1), Math.abs(r2)) > 1e-9;
          if (ordinary) tried++;
          if (!flow.plainVelocity?.(r1, r2, plain)) continue;
          if (ordinary) given++;
          const log = flow.velocity(r1, r2, scaled);
          const size = logSize(flow, r1, r2);
          // Terms of a force may cancel too: they are of order one, or of the exponents that they hold.
          const terms = Math.exp(size) * (1 + Math.abs(r1) + Math.abs(r2)) * rounding(size);
          for (const i of [0, 1]) {
            const expected = log === -Infinity ? 0 : scaled[i] * Math.exp(log);
            expect(Math.abs(plain[i] - expected)).toBeLessThanOrEqual(terms);
            expect(Math.sign(plain[i]) === Math.sign(expected) || Math.abs(expected) <= terms).toBe(true);
          }
        }
      }),
      SEED,
    );
    // At ordinary places the logarithms are hardly ever needed; f-dpo has exponents of e^20 there.
    expect(given / tried).toBeGreaterThan(0.8);
  });

  it("gives the velocity along a wall that the logarithms give, in every geometry", () => {
    const [plain, scaled] = [new Float64Array(2), new Float64Array(2)];
    fc.assert(
      fc.property(anyFlowAtPoint(name, "simplex", 20), ({ flows, r, side }) => {
        const point = Float64Array.from(r);
        for (const whole of flows) {
          const flow = branchOf(whole, { side });
          for (const face of flow.faces) {
            face.snap(point);
            const [r1, r2] = point;
            if (!flow.isStart(r1, r2) || !flow.plainSlide?.(face, r1, r2, plain)) continue;
            const log = flow.slide(face, r1, r2, scaled);
            for (const i of [0, 1]) {
              const expected = log === -Infinity ? 0 : scaled[i] * Math.exp(log);
              const terms = Math.abs(expected) + Math.exp(logSize(flow, r1, r2));
              expect(Math.abs(plain[i] - expected)).toBeLessThanOrEqual(
                1e-11 * terms * (1 + Math.abs(r1) + Math.abs(r2)),
              );
            }
          }
        }
      }),
      SEED,
    );
  });

  it("never passes off what it cannot hold, as far out as there is", () => {
    const [plain, scaled] = [new Float64Array(2), new Float64Array(2)];
    fc.assert(
      fc.property(
        anyFlowAtPoint(name, "quadrant", 2000),
        fc.constantFrom(-1, 1),
        ({ flows, r: [r1, r2], side }, sign) => {
          for (const whole of flows) {
            const flow = branchOf(whole, { side });
            const far = [sign * r1, sign * r2];
            const at = [
              [far[0], r2],
              [r1, far[1]],
              [-Infinity, r2],
              [r1, -Infinity],
            ];
            for (const [a, b] of at) {
              if (flow.loss.contains?.(a, b) === false || !flow.plainVelocity?.(a, b, plain)) continue;
              const log = flow.velocity(a, b, scaled);
              for (const i of [0, 1]) {
                const size = Math.abs(plain[i]);
                expect(size === 0 || (size > 1e-150 && size < 1e150)).toBe(true);
                // What is 0 in one form is 0 in the other, or rounding of equal terms: nothing has been lost.
                const exact = scaled[i] === 0 ? -Infinity : log + Math.log(Math.abs(scaled[i]));
                const largest = logSize(flow, a, b);
                if (size === 0) expect(exact === -Infinity || exact < largest - 25).toBe(true);
                else if (Math.log(size) > largest - 20)
                  expect(Math.abs(exact - Math.log(size))).toBeLessThan(1e-5);
              }
            }
          }
        },
      ),
      SEED,
    );
  });
});

describe("a clock that is given both forms", () => {
  const settings = { timeScale: 10, n: 2 };
  const dy = new Float64Array(3);

  it("takes the plain one where it is given, the scaled one elsewhere", () => {
    const scaled = (_y: ArrayLike<number>, out: Float64Array) => {
      out.set([0, 1]);
      return 2000;
    };
    let holds = true;
    const derivative = onClock(scaled, settings.n, settings.timeScale, (_y, out) => {
      out.set([3, -4]);
      return holds;
    });
    derivative(0, [0, 0, 0], dy);
    expect([...dy]).toEqual([3 / 5.1, -4 / 5.1, 1 / 5.1].map((v) => expect.closeTo(v, 15)));
    holds = false;
    derivative(0, [0, 0, 0], dy);
    expect([...dy]).toEqual([0, 1, 0]);
  });

  it("keeps to the scaled one where plain doubles do not hold the time scale", () => {
    const scaled = (_y: ArrayLike<number>, out: Float64Array) => {
      out.set([1, 0]);
      return 0;
    };
    const fail = () => {
      throw new Error("asked");
    };
    for (const timeScale of [5e-324, 1e300]) {
      onClock(scaled, settings.n, timeScale, fail)(0, [0, 0, 0], dy);
      expect(dy.every(Number.isFinite)).toBe(true);
    }
  });
});
