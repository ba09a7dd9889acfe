import { describe, expect, it } from "vitest";
import { factsOf, pointFacts } from "../../../src/explorer/widgets/pointFacts.js";
import { defineLoss } from "../../../src/model/losses/define.js";
import { settings } from "../../settings.js";

describe("the facts of a point", () => {
  it("give loss, gradient and update ratio where the force is a gradient", () => {
    const facts = pointFacts(settings({ loss: { name: "dpo", beta: 0.1 } }), [0.5, 0.25]);
    const slope = 0.1 / (1 + 2 ** 0.1);
    expect(facts?.loss).toBeCloseTo(Math.log1p(2 ** -0.1), 14);
    expect(facts?.drive.name).toBe("∇L");
    expect(facts?.drive.components.map((each, i) => each * [0.5, 0.25][i])).toEqual([
      expect.closeTo(-slope, 14),
      expect.closeTo(slope, 14),
    ]);
    expect(facts?.ratio.name).toContain("∂");
    expect(facts?.ratio.value).toBeCloseTo(0.5, 14);
  });

  it("give the force, and claim no derivative, where it is none", () => {
    const detached = defineLoss({
      name: "detached",
      title: "Detached",
      formula: "f",
      source: "here",
      restPoint: "",
      parameters: {},
      form: () => ({
        margin: false,
        value: (r1, r2) => r1 * r2,
        logForce: (_r1, _r2, out) => out.set([1, Math.log(3), -1, Math.log(2)]),
      }),
    }).create({}, { preferred: 1, dispreferred: 1 });
    const { drive, ratio } = factsOf(detached, [0.5, 0.25]);
    expect(drive.name).toBe("force f");
    expect(drive.components).toEqual([expect.closeTo(3, 14), expect.closeTo(-2, 14)]);
    expect(ratio.name).not.toContain("∂");
    expect(ratio.value).toBeCloseTo(3 / 0.5 / (2 / 0.25), 14);
  });

  it("are none where the loss is not defined", () => {
    expect(
      pointFacts(settings({ loss: { name: "orpo", lambda: 0.1, lengths: [1, 1] } }), [1.5, 0.5]),
    ).toBeUndefined();
  });
});
