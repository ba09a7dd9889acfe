import { readFileSync } from "node:fs";
import { Ajv, type AnySchema } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { catalogue } from "../../src/model/catalogue.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { scenarioJsonSchema, scenarioSchema } from "../../src/scenario/schema.js";
import { catalogue as standIn } from "./catalogue.js";

const file = (name: string) => readFileSync(new URL(`../../scenarios/${name}`, import.meta.url), "utf8");

describe("scenario schema", () => {
  it("fills in every default when only the starts are given", () => {
    expect(scenarioSchema(standIn).parse({ starts: { weak: [0.2, 0.1] } })).toEqual({
      loss: { name: "dpo", beta: 0.1 },
      reference: { preferred: 1, dispreferred: 1 },
      geometry: { name: "ratio" },
      domain: "box",
      starts: { weak: [0.2, 0.1] },
      horizon: 1000,
      maxSteps: 10_000,
      tolerance: { relative: 1e-9, absolute: 1e-12 },
      sample: { points: 200 },
      targets: { margin: 1, loss: 0.5 },
      figure: { plane: "ratio" },
    });
  });

  it("fills in the parts of what is given in part", () => {
    const parsed = scenarioSchema(standIn).parse({
      starts: { weak: [0.2, 0.1] },
      loss: { beta: 0.3 },
      geometry: { name: "kernel", k11: 2 },
      reference: { preferred: 0.5 },
      tolerance: { relative: 1e-6 },
      sample: {},
      targets: { margin: 2 },
    });
    expect(parsed.loss).toEqual({ name: "dpo", beta: 0.3 });
    expect(parsed.geometry).toEqual({ name: "kernel", k11: 2, k12: 0, k22: 1 });
    expect(parsed.reference).toEqual({ preferred: 0.5, dispreferred: 1 });
    expect(parsed.tolerance).toEqual({ relative: 1e-6, absolute: 1e-12 });
    expect(parsed.sample).toEqual({ points: 200 });
    expect(parsed.targets).toEqual({ margin: 2, loss: 0.5 });
  });
});

describe("scenarios/schema.json", () => {
  const published = JSON.parse(file("schema.json"));

  it("is what the code says; renew it with `dpo-flow schema -o scenarios/schema.json`", () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema(catalogue))));
  });

  it("is a schema that the built-in scenarios follow", () => {
    const validate = new Ajv({ allErrors: true, strict: false }).compile(published as AnySchema);
    for (const name of builtinScenarios()) {
      expect(validate(parse(file(`${name}.yaml`))), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
    expect(validate({ starts: { weak: [0.2, -0.1] } })).toBe(false);
    expect(validate({ starts: { weak: [0.2, 0.1] }, horizn: 3 })).toBe(false);
    expect(validate({ starts: { weak: [0.2, 0.1] }, loss: { name: "dpo", beta: 0 } })).toBe(false);
    expect(validate({ starts: {} })).toBe(false);
  });

  it("describes every key, so that editors can", () => {
    for (const [key, property] of Object.entries<{ description?: string }>(published.properties)) {
      expect(property.description, key).toMatch(/\w+/);
    }
  });
});
