import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { FigureSpec } from "../../src/figure/kit/spec.js";

const file = createRequire(import.meta.url).resolve("vega-lite/vega-lite-schema.json");

const ajv = new Ajv({ strict: false, allowUnionTypes: true });
// ajv-formats is CommonJS: its default export is the module itself under nodenext.
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addFormat("color-hex", /^#[0-9a-f]{3,8}$/i);
ajv.addSchema(JSON.parse(readFileSync(file, "utf8")), "vega-lite");

const validator = (definition: string): ValidateFunction =>
  ajv.compile({ $ref: `vega-lite#/definitions/${definition}` });
const whole = validator("TopLevelSpec");
const unit = validator("UnitSpec");

/** One row per data set: rows are alike, and a validator is slow on thousands of them. */
function abridged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(abridged);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => {
      if (key === "datasets")
        return [key, Object.fromEntries(Object.entries(v).map(([k, rows]) => [k, (rows as []).slice(0, 1)]))];
      if (key === "data" && v !== null && "values" in v) return [key, { values: v.values.slice(0, 1) }];
      return [key, abridged(v)];
    }),
  );
}

function units(view: Record<string, unknown>): Record<string, unknown>[] {
  const children = [view.layer, view.hconcat, view.vconcat, view.concat]
    .flat()
    .filter((v) => v !== undefined);
  if (view.spec) children.push(view.spec);
  return children.length ? children.flatMap((child) => units(child as Record<string, unknown>)) : [view];
}

/** Everything in which a specification departs from the published Vega-Lite v6 schema. */
export function schemaErrors(spec: FigureSpec): string[] {
  const short = abridged(spec) as FigureSpec;
  const errors: string[] = [];
  for (const layer of units(short)) {
    // A figure of one view is judged as a whole below.
    if (layer === short) continue;
    const valid: boolean = unit(layer) === true;
    if (!valid) errors.push(`${String(layer.name)}: ${ajv.errorsText(unit.errors)}`);
  }
  if (!whole(short)) errors.push(ajv.errorsText(whole.errors));
  return errors;
}
