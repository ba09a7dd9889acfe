import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { problemsOf } from "./parseScenario.js";

const problems = (text: string) => problemsOf(text, { catalogue });

const RLHF = "reference: rlhf needs p_w + p_l < 1, room for the other responses; got 1 + 1 = 2";
const undefinedAt = (label: string, what: string, needs: string, at: string) =>
  `starts.${label}: the ${what} is not defined there: it needs ${needs}, but π = x·π_ref is ${at}; choose a smaller x or a smaller reference`;

describe("what several keys together make wrong", () => {
  it.each([
    ["loss: { name: rlhf }\nstarts: { a: [0.3, 0.6] }", RLHF],
    [
      "loss: { name: robust-dpo, epsilon: 0.5 }\nstarts: { a: [0.3, 0.6] }",
      "loss.epsilon: expected a number ≥ 0 and < 0.5, got 0.5",
    ],
    [
      "loss: { name: rlhf }\nreference: { preferred: 0.5, dispreferred: 0.25 }\nstarts: { a: [0.5, 0.5], b: [1.5, 1] }",
      undefinedAt("b", "rlhf loss", "π_w + π_l < 1", "0.75 and 0.25"),
    ],
    [
      "loss: { name: orpo }\nstarts: { a: [0.5, 1], b: [1, 0.5] }",
      undefinedAt("a", "orpo loss", "π_w ≤ 1 and π_l < 1", "0.5 and 1"),
    ],
    [
      "geometry: { name: softmax }\nstarts: { inside: [0.5, 0.25], edge: [0.5, 0.5] }",
      undefinedAt("edge", "softmax geometry", "π_w + π_l < 1", "0.5 and 0.5"),
    ],
    [
      "geometry: { name: kernel, matrix: [1, 3, 2] }\nstarts: { a: [0.5, 0.25] }",
      "geometry.matrix: [1, 3, 2] is not positive semi-definite: |k12| = 3 > √(k11·k22) = 1.4142135623730951",
    ],
  ])("%j", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it("comes with everything else that is wrong, and once", () => {
    const text = "loss: { name: rlhf }\ngeometry: { name: softmax }\nhorizon: 0\nstarts: { a: [0.75, 0.5] }";
    expect(problems(text)).toEqual([
      "horizon: expected a number > 0, got 0",
      RLHF,
      undefinedAt("a", "softmax geometry", "π_w + π_l < 1", "0.75 and 0.5"),
    ]);
  });

  it("is found in each panel, and says in which", () => {
    const text = (vary: string) => `starts: { a: [0.75, 0.5] }\nvary: { ${vary} }`;
    expect(problems(text("loss.name: [dpo, rlhf]"))).toEqual([`${RLHF} (in the panel loss.name="rlhf")`]);
    expect(problems(text("geometry.name: [ratio, softmax]"))).toEqual([
      `${undefinedAt("a", "softmax geometry", "π_w + π_l < 1", "0.75 and 0.5")} (in the panel geometry.name="softmax")`,
    ]);
    expect(problems(text("loss: [{ name: robust-dpo, epsilon: 0.6 }]"))).toEqual([
      "vary.loss[0].epsilon: expected a number ≥ 0 and < 0.5, got 0.6",
    ]);
    const references =
      "reference: [{ preferred: 0.25, dispreferred: 0.25 }, { preferred: 0.5, dispreferred: 0.5 }]";
    expect(
      problems(
        `loss: { name: rlhf }\nreference: { preferred: 0.25, dispreferred: 0.25 }\n${text(references)}`,
      ),
    ).toEqual([
      "vary.reference[1]: rlhf needs p_w + p_l < 1, room for the other responses; got 0.5 + 0.5 = 1",
    ]);
  });
});
