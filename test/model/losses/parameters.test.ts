import { describe, expect, it } from "vitest";
import { z } from "zod";
import { losses } from "../../../src/model/losses/registry.js";

describe("parameters of losses", () => {
  it("have the defaults of the sources", () => {
    const defaults = Object.entries(losses).map(([name, { parameters }]) => [name, parameters.parse({})]);
    expect(Object.fromEntries(defaults)).toEqual({
      dpo: { beta: 0.1 },
      cdpo: { beta: 0.1, epsilon: 0.1 },
      "robust-dpo": { beta: 0.1, epsilon: 0.1 },
      hinge: { beta: 0.1 },
      ipo: { tau: 0.1 },
      exo: { beta: 0.1, epsilon: 1e-3 },
      odpo: { beta: 0.1, offset: 0 },
      discopop: { beta: 0.05, tau: 0.05 },
      "f-dpo": { beta: 0.1, divergence: "reverse-kl", alpha: 0.5 },
      nca: { beta: 0.1 },
      bco: { beta: 0.1, delta: 0 },
      sppo: { beta: 0.1 },
      "apo-zero": { beta: 0.1 },
      "apo-down": { beta: 0.1 },
      kto: { beta: 0.1, z: 0, lambdaD: 1, lambdaU: 1 },
      dpop: { beta: 0.3, lambda: 50 },
      "dpo-shift": { beta: 0.1, shift: 0.95 },
      bdpo: { beta: 0.1, lambda: 0.5 },
      "cal-dpo": { beta: 0.1 },
      "dpo-nll": { beta: 0.1, alpha: 1 },
      cpo: { beta: 0.1, alpha: 1 },
      slic: { delta: 1, lambda: 0.1 },
      simpo: { beta: 2, gamma: 0.5, lengths: [1, 1] },
      orpo: { lambda: 0.1, lengths: [1, 1] },
      rlhf: { beta: 0.1, rewards: [1, 0] },
    });
  });

  it.each(Object.entries(losses).filter(([, { parameters }]) => "beta" in parameters.shape))(
    "%s wants β > 0",
    (_name, { parameters }) => {
      for (const beta of [0, -0.1, Number.NaN, Infinity, "0.1", null]) {
        expect(parameters.safeParse({ beta }).success).toBe(false);
      }
    },
  );

  it.each([
    ["cdpo", { epsilon: 1 }],
    ["cdpo", { epsilon: -0.1 }],
    ["robust-dpo", { epsilon: 0.5 }],
    ["robust-dpo", { epsilon: -0.1 }],
    ["exo", { epsilon: 0 }],
    ["exo", { epsilon: 1 }],
    ["ipo", { tau: 0 }],
    ["discopop", { tau: 0 }],
    ["odpo", { offset: Infinity }],
    ["f-dpo", { divergence: "kl" }],
    ["f-dpo", { alpha: 0 }],
    ["kto", { lambdaD: -1 }],
    ["dpop", { lambda: -1 }],
    ["dpo-shift", { shift: 0 }],
    ["dpo-shift", { shift: 1.1 }],
    ["bdpo", { lambda: 0 }],
    ["bdpo", { lambda: 1.1 }],
    ["dpo-nll", { alpha: -1 }],
    ["cpo", { alpha: -1 }],
    ["slic", { delta: 0 }],
    ["slic", { lambda: -1 }],
    ["simpo", { gamma: -1 }],
    ["simpo", { lengths: [0, 1] }],
    ["simpo", { lengths: [1] }],
    ["orpo", { lengths: [1.5, 1] }],
    ["orpo", { lambda: -1 }],
    ["rlhf", { rewards: [1] }],
    ["dpo", { epsilon: 0.1 }],
  ])("%s refuses %o", (name, parameters) => {
    expect(losses[name].parameters.safeParse(parameters).success).toBe(false);
  });

  it("say what they mean, also in the JSON Schema", () => {
    for (const { name, title, formula, source, parameters } of Object.values(losses)) {
      for (const text of [title, formula, source]) expect(text, name).not.toBe("");
      const { properties = {} } = z.toJSONSchema(parameters, { io: "input", target: "draft-7" });
      for (const [key, schema] of Object.entries(properties)) {
        expect(schema, `${name}.${key}`).toMatchObject({ description: expect.any(String) });
        expect(schema, `${name}.${key}`).toHaveProperty("default");
      }
    }
  });
});

describe("rlhf and π_ref", () => {
  const parameters = losses.rlhf.parameters.parse({});

  it("need p_w + p_l < 1", () => {
    const problem = losses.rlhf.problem?.(parameters, { preferred: 0.5, dispreferred: 0.5 });
    expect(problem).toEqual({
      path: "reference",
      message: "rlhf needs p_w + p_l < 1, room for the other responses; got 0.5 + 0.5 = 1",
    });
    expect(losses.rlhf.problem?.(parameters, { preferred: 0.5, dispreferred: 0.4 })).toBeUndefined();
  });
});
