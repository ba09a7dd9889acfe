import { z } from "zod";
import { expectation, type Schema } from "../scenario/expectation.js";

/** A parameter of a loss or a geometry: what it may be, what it is by default and what it means. */
export interface ParameterFacts {
  name: string;
  default: unknown;
  /** The values that are allowed, in words: `a number > 0`. */
  allowed: string;
  description: string;
  /** The same as JSON Schema. */
  schema: unknown;
}

/** What there is to say about the parameters of a loss or a geometry, in the order in which it lists them. */
export function parameterFacts(parameters: z.ZodObject): ParameterFacts[] {
  const defaults = parameters.parse({});
  const { properties = {} } = z.toJSONSchema(parameters, { io: "input", target: "draft-7" }) as Schema;
  return Object.entries(properties).map(([name, { ...schema }]) => ({
    name,
    default: defaults[name],
    allowed: expectation(schema),
    description: schema.description ?? "",
    schema,
  }));
}
