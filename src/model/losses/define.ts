import { z } from "zod";
import type { Loss, LossFamily, Reference, Term } from "../loss.js";
import type { Kinked } from "./term.js";

/** What the mathematics of a loss amounts to: a smooth or kinked function, and where it is defined. */
type Form = (Term | Kinked) & Pick<Loss, "contains" | "within">;

/** A loss family as its file writes it down. */
interface Definition<Shape extends z.ZodRawShape>
  extends Omit<LossFamily<z.output<z.ZodObject<Shape>>>, "parameters" | "create"> {
  /** Schema of each parameter. */
  parameters: Shape;
  /** The loss as a function of (r1, r2). */
  form(parameters: z.output<z.ZodObject<Shape>>, reference: Reference): Form;
}

/** Makes a loss of its mathematical form. */
function createLoss(name: string, parameters: Record<string, unknown>, form: Form): Loss {
  const log = new Float64Array(4);
  const branch = (term: Term) => createLoss(name, parameters, term);
  return {
    name,
    parameters,
    margin: form.margin,
    value: form.value,
    logGradient: form.logGradient,
    gradient(r1, r2, out) {
      form.logGradient(r1, r2, log);
      out[0] = log[0] * Math.exp(log[1]);
      out[1] = log[2] * Math.exp(log[3]);
    },
    ...(form.contains && { contains: form.contains }),
    ...(form.within && { within: form.within }),
    ...("kink" in form && {
      kink: { ...form.kink, below: branch(form.kink.below), above: branch(form.kink.above) },
    }),
  };
}

/** Makes a loss family of its description, its parameters and its mathematical form. */
export function defineLoss<Shape extends z.ZodRawShape>(definition: Definition<Shape>): LossFamily {
  const { parameters, form, ...about } = definition;
  return {
    ...about,
    parameters: z.strictObject(parameters),
    create: (values: z.output<z.ZodObject<Shape>>, reference: Reference) =>
      createLoss(about.name, values, form(values, reference)),
  };
}
