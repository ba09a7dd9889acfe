import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { domains } from "../../src/model/domains/registry.js";
import { createFlow } from "../../src/model/flow.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { parameterFacts } from "../../src/model/parameterFacts.js";
import { DEFAULTS } from "../../src/scenario/defaults.js";
import { settings } from "../settings.js";

/*
 * What an entry of a registry needs to be complete, beyond what the types ask for: an entry that lacks some of it fails
 * here, before it fails in a figure or on the page.
 */

/** Leaves room for other responses, so that everything is defined at (1, 1). */
const reference = { preferred: 0.3, dispreferred: 0.4 };

/** A name in a scenario, in a file name and in an address. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const registries = { losses, geometries, domains };

describe.each(Object.entries(registries))("%s", (_kind, registry) => {
  it("are found by the names they have themselves, which serve everywhere", () => {
    for (const [key, { name }] of Object.entries(registry)) {
      expect(key).toBe(name);
      expect(name).toMatch(NAME);
    }
  });
});

it("scenarios may name all of them, and the defaults are among them", () => {
  expect(Object.keys(catalogue.losses)).toEqual(Object.keys(losses));
  expect(Object.keys(catalogue.geometries)).toEqual(Object.keys(geometries));
  expect(Object.keys(catalogue.domains)).toEqual(Object.keys(domains));
  expect(losses).toHaveProperty(DEFAULTS.loss.name);
  expect(geometries).toHaveProperty(DEFAULTS.geometry.name);
  expect(domains).toHaveProperty(DEFAULTS.domain);
});

describe.each(Object.values(losses))("loss $name", (family) => {
  const parameters = family.parameters.parse({});
  const loss = family.create(parameters, reference);

  it("says what it is, and what each parameter means", () => {
    for (const text of [family.title, family.formula, family.source, family.restPoint])
      expect(text).toMatch(/\S/);
    for (const { description, allowed } of parameterFacts(family.parameters)) {
      expect(description).toMatch(/\S/);
      expect(allowed).toMatch(/\S/);
    }
    expect(loss.name).toBe(family.name);
    expect(loss.parameters).toEqual(parameters);
    expect(Boolean(family.needs)).toBe(Boolean(loss.contains));
  });

  it("has a value and a force at the reference policy", () => {
    expect(loss.value(0, 0)).toSatisfy(Number.isFinite);
    const [plain, log] = [new Float64Array(2), new Float64Array(4)];
    loss.force(0, 0, plain);
    loss.logForce(0, 0, log);
    expect([...plain].every(Number.isFinite)).toBe(true);
    expect([...log].some(Number.isNaN)).toBe(false);
  });

  it("rests where it says, if it ever does", () => {
    const rest = family.restAt?.(parameters, reference);
    if (loss.restless) expect([loss.margin, rest]).toEqual([true, undefined]);
    if (!rest) return;
    const [r1, r2] = "margin" in rest ? [rest.margin, 0] : rest.r;
    const [f, before] = [new Float64Array(2), new Float64Array(2)];
    loss.force(r1, r2, f);
    loss.force(r1 - 1, r2 + 1, before);
    expect(Math.hypot(...f)).toBeLessThanOrEqual(1e-9 + 1e-9 * Math.hypot(...before));
  });

  it("has branches that are losses of the same kind", () => {
    for (const branch of loss.kink ? [loss.kink.below, loss.kink.above] : []) {
      expect(branch).toMatchObject({ name: loss.name, parameters, conservative: loss.conservative });
      if (loss.restless && branch.margin) expect(branch.restless).toBe(true);
    }
  });
});

describe("losses that never let anything rest", () => {
  it("say so, for parameters that make them a function of the margin alone", () => {
    const restless = (name: string, parameters = {}) =>
      losses[name].create(losses[name].parameters.parse(parameters), reference).restless;
    expect(["dpo", "odpo", "robust-dpo", "simpo"].filter((name) => !restless(name))).toEqual([]);
    expect(restless("simpo", { lengths: [1, 2] })).toBe(false);
    expect(["cdpo", "ipo", "hinge", "kto", "rlhf"].filter((name) => restless(name))).toEqual([]);
  });
});

describe.each(Object.values(geometries))("geometry $name", (family) => {
  const geometry = family.create(family.parameters.parse({}), reference);

  it("says what it is, and what each parameter means", () => {
    expect(family.formula).toMatch(/\S/);
    expect(family.meaning).toMatch(/\S/);
    for (const { description, allowed } of parameterFacts(family.parameters)) {
      expect(description).toMatch(/\S/);
      expect(allowed).toMatch(/\S/);
    }
    expect(geometry.name).toBe(family.name);
    expect(Boolean(family.needs)).toBe(Boolean(geometry.contains));
  });

  it("moves the reference policy in every domain", () => {
    for (const domain of Object.keys(domains)) {
      const flow = createFlow(
        settings({ geometry: { name: family.name, ...family.parameters.parse({}) }, reference, domain }),
      );
      expect(flow.isStart(0, 0)).toBe(true);
      const v = new Float64Array(2);
      expect(flow.velocity(0, 0, v)).toSatisfy(Number.isFinite);
      expect(v[0] - v[1]).toBeGreaterThan(0);
      if (geometry.keepsSimplex) expect(flow.faces).toEqual([]);
    }
  });
});

describe("walls that a trajectory can meet", () => {
  const faces = (loss: string, domain: string, geometry = { name: "ratio" }) =>
    createFlow(
      settings({ loss: { name: loss, ...losses[loss].parameters.parse({}) }, geometry, reference, domain }),
    ).faces.map(({ name }) => name);

  it("are those of the domain, and those of the loss where the domain does not end before them", () => {
    expect(faces("dpo", "quadrant")).toEqual([]);
    expect(faces("dpo", "box")).toEqual(["preferred-max", "dispreferred-max"]);
    expect(faces("dpo", "simplex")).toEqual(["simplex"]);
    expect(faces("orpo", "quadrant")).toEqual(["preferred-max", "dispreferred-max"]);
    expect(faces("orpo", "box")).toEqual(["preferred-max", "dispreferred-max"]);
    expect(faces("orpo", "simplex")).toEqual(["simplex"]);
    expect(faces("dpo", "box", { name: "softmax", ...geometries.softmax.parameters.parse({}) })).toEqual([]);
  });
});
