import { z } from "zod";
import type { Loss, LossFamily, Term } from "../loss.js";
import type { Reference } from "../reference.js";

/** A force with the value that logs report, where that is not its potential. */
type Driven = Pick<Loss, "margin" | "value" | "logForce" | "plainForce">;

/** What is the same on the whole of a smooth branch: a potential, whose force follows, or a force. */
type Smooth = Term | Driven;

/** What the mathematics of a loss amounts to: a smooth or kinked function, and where it is defined. */
type Form = Smooth &
  Pick<Loss, "contains" | "within"> & {
    readonly kink?: Pick<NonNullable<Loss["kink"]>, "value" | "normal"> & {
      readonly below: Smooth;
      readonly above: Smooth;
    };
  };

/** A loss family as its file writes it down. */
interface Definition<Shape extends z.ZodRawShape>
  extends Omit<LossFamily<z.output<z.ZodObject<Shape>>>, "parameters" | "create"> {
  /** Schema of each parameter. */
  parameters: Shape;
  /** True where the force never vanishes for parameters that make this a loss of the margin alone. */
  restless?: boolean;
  /** The loss as a function of (r1, r2). */
  form(parameters: z.output<z.ZodObject<Shape>>, reference: Reference): Form;
}

/** The force of a form, in logs: −∂L/∂r of a potential. */
function logForceOf(form: Smooth): Loss["logForce"] {
  if ("logForce" in form) return form.logForce;
  const { logGradient } = form;
  return (r1, r2, out) => {
    logGradient(r1, r2, out);
    out[0] = -out[0];
    out[2] = -out[2];
  };
}

/** The force of a form in plain doubles, where it has one. */
function plainForceOf(form: Smooth): Loss["plainForce"] {
  if ("logForce" in form) return form.plainForce;
  const { plainGradient } = form;
  if (!plainGradient) return undefined;
  return (r1, r2, out) => {
    plainGradient(r1, r2, out);
    out[0] = -out[0];
    out[1] = -out[1];
  };
}

/** Makes a loss of its mathematical form. */
function createLoss(about: Pick<Loss, "name" | "parameters" | "restless">, form: Form): Loss {
  const log = new Float64Array(4);
  const logForce = logForceOf(form);
  const plainForce = plainForceOf(form);
  return {
    ...about,
    conservative: !("logForce" in form),
    margin: form.margin,
    restless: about.restless && form.margin,
    value: form.value,
    logForce,
    ...(plainForce && { plainForce }),
    force(r1, r2, out) {
      logForce(r1, r2, log);
      out[0] = log[0] * Math.exp(log[1]);
      out[1] = log[2] * Math.exp(log[3]);
    },
    ...(form.contains && { contains: form.contains }),
    ...(form.within && { within: form.within }),
    ...(form.kink && {
      kink: {
        ...form.kink,
        below: createLoss(about, form.kink.below),
        above: createLoss(about, form.kink.above),
      },
    }),
  };
}

/**
 * Makes a loss family of its description, its parameters and its mathematical form.
 *
 * The form is a `Term`, whose force −∂L/∂r follows from its gradient, or, for a loss whose force is no
 * gradient of the value that logs report, `{ margin, value, logForce }`. Beside either, the same in plain
 * doubles may be given, which is several times as fast: `plainGradient`, `plainForce`.
 */
export function defineLoss<Shape extends z.ZodRawShape>(definition: Definition<Shape>): LossFamily {
  const { parameters, form, restless = false, ...about } = definition;
  return {
    ...about,
    parameters: z.strictObject(parameters),
    create: (values: z.output<z.ZodObject<Shape>>, reference: Reference) =>
      createLoss({ name: about.name, parameters: values, restless }, form(values, reference)),
  };
}
