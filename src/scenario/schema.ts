import { z } from "zod";
import type { Catalogue, Named } from "./catalogue.js";
import { DEFAULTS } from "./defaults.js";
import { labelProblem } from "./names.js";

/** A scenario with every default filled in; what all computations start from. */
export interface Scenario extends Omit<ParsedScenario, "$schema" | "title"> {
  /** From the file name; names the folder of the outputs. */
  name: string;
  title: string;
}

/** One combination of the values that `vary` lists; `base` without `vary`. */
export interface Panel {
  /** Such as `loss.beta=0.3`; distinct within a scenario. */
  name: string;
  settings: Omit<Scenario, "vary">;
}

type ParsedScenario = z.output<ReturnType<typeof scenarioSchema>>;

const positive = (description: string) => z.number().gt(0).meta({ description });

const line = (description: string) =>
  z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u)
    .meta({ description });

/** Mapping that is told apart by `name`; the family called `fallback` may leave the name out. */
function named(families: Catalogue["losses"], fallback: string, description: string) {
  const options = Object.entries(families).map(([name, { parameters }]) =>
    parameters.safeExtend({ name: name === fallback ? z.literal(name).default(name) : z.literal(name) }),
  );
  const union = z.discriminatedUnion("name", options as unknown as [z.ZodObject]);
  return (union as unknown as z.ZodType<Named, Partial<Named>>)
    .prefault({ name: fallback })
    .meta({ description });
}

/** Rows of trajectories.csv: so many, or at exactly these times. */
const sample = z
  .strictObject({
    points: z.int().min(2).max(100_000).optional().meta({
      description: "Rows per trajectory, even in the integrator's clock",
      default: DEFAULTS.sample.points,
    }),
    times: z
      .array(z.number().min(0))
      .min(1)
      .max(100_000)
      .refine((t) => t.every((value, i) => i === 0 || value > t[i - 1]), "expected times in increasing order")
      .optional()
      .meta({ description: "Exactly these rows; the final state repeated after the end" }),
  })
  .refine((given) => !(given.points && given.times), "expected either points or times, not both")
  .transform(({ points = DEFAULTS.sample.points, times }): { points: number } | { times: number[] } =>
    times ? { times } : { points },
  )
  .default(DEFAULTS.sample)
  .meta({ description: "Rows of trajectories.csv: { points } or { times }" });

const label = z.string().refine((text) => !labelProblem(text), {
  error: ({ input }) => labelProblem(String(input)) ?? "cannot be a label",
});

const start = z
  .tuple([positive("x1 = π_w / π_ref,w"), positive("x2 = π_l / π_ref,l")])
  .meta({ description: "(x1, x2), probability ratios, inside the domain", examples: [[0.2, 0.1]] });

const starts = z
  .record(label, start)
  .refine((given) => Object.keys(given).length > 0, "expected at least one start")
  .meta({
    description: "label: [x1, x2], one trajectory each, in this order",
    minProperties: 1,
    examples: [{ weak: [0.2, 0.1] }],
  });

const probability = (who: keyof typeof DEFAULTS.reference) =>
  z
    .number()
    .gt(0)
    .max(1)
    .default(DEFAULTS.reference[who])
    .meta({ description: `π_ref of the ${who} response, in (0, 1]` });

const reference = z
  .strictObject({ preferred: probability("preferred"), dispreferred: probability("dispreferred") })
  .default(DEFAULTS.reference)
  .meta({ description: "Reference policy π_ref; 1, 1 makes x the probabilities themselves" });

const tolerance = z
  .strictObject({
    relative: z.number().min(1e-13).max(1e-2).default(DEFAULTS.tolerance.relative).meta({
      description: "Relative error the integrator aims at",
      $comment: "finer is lost in the rounding of doubles, coarser draws wrong trajectories",
    }),
    absolute: z.number().min(0).max(1e-3).default(DEFAULTS.tolerance.absolute).meta({
      description: "Absolute error the integrator aims at, in log-ratios",
      $comment: "coarser draws wrong trajectories",
    }),
  })
  .default(DEFAULTS.tolerance)
  .meta({ description: "Error the integrator aims at" });

const targets = z
  .strictObject({
    margin: z
      .number()
      .default(DEFAULTS.targets.margin)
      .meta({ description: "timeToMargin is when the margin log x1 − log x2 reaches this" }),
    loss: z
      .number()
      .gt(0)
      .lt(1)
      .default(DEFAULTS.targets.loss)
      .meta({ description: "timeToLoss is when the loss falls to this share of its start" }),
  })
  .default(DEFAULTS.targets)
  .meta({ description: "What timeToMargin and timeToLoss wait for" });

/** Names that a scenario chooses from, described by the meaning of each. */
const choice = (entries: Readonly<Record<string, { meaning: string }>>, fallback: string) =>
  z
    .enum(Object.keys(entries))
    .default(fallback)
    .meta({
      description: Object.entries(entries)
        .map(([name, { meaning }]) => `${name}: ${meaning}`)
        .join("; "),
    });

const figure = (planes: Catalogue["planes"]) =>
  z
    .strictObject({ plane: choice(planes, DEFAULTS.figure.plane) })
    .default(DEFAULTS.figure)
    .meta({ description: "How the figures are drawn: coordinates of the plane" });

/** What a scenario is and shows, for people. */
const about = {
  $schema: z.string().optional().meta({ description: "For editors; has no effect" }),
  title: line("One line for figures and lists; default: the file name").optional(),
  description: z
    .string()
    .max(4000)
    .regex(/^(\P{Cc}|[\n\t])*$/u)
    .optional()
    .meta({ description: "What the scenario shows" }),
  source: line("Where it comes from, such as arXiv:2404.04626, §3.3.2").optional(),
};

/**
 * The scenario file: keys, types, ranges, defaults and the sentences that editors show.
 *
 * Checks that need several keys at once (a start against its domain, the panels of `vary`) are in
 * `resolve.ts`.
 */
export function scenarioSchema(catalogue: Catalogue) {
  return z.strictObject({
    ...about,
    loss: named(catalogue.losses, DEFAULTS.loss.name, "The preference loss and its parameters"),
    reference,
    geometry: named(
      catalogue.geometries,
      DEFAULTS.geometry.name,
      "The metric of the flow: the coordinates in which steps are taken",
    ),
    domain: choice(catalogue.domains, DEFAULTS.domain),
    starts,
    horizon: positive("Longest time of the flow (learning rate × steps)").default(DEFAULTS.horizon),
    maxSteps: z
      .int()
      .min(1)
      .max(10_000_000)
      .default(DEFAULTS.maxSteps)
      .meta({ description: "Step budget of the integrator per run" }),
    tolerance,
    sample,
    targets,
    figure: figure(catalogue.planes),
    vary: z
      .record(z.string(), z.array(z.unknown()).min(1))
      .optional()
      .meta({
        description: "path: [values], one panel per combination",
        examples: [{ "loss.beta": [0.1, 0.3, 0.5] }],
      }),
  });
}

/** JSON Schema (draft 7, which editors know best) of the scenario file. */
export function scenarioJsonSchema(catalogue: Catalogue): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema(catalogue), { io: "input", target: "draft-7" });
  const { $schema, ...rest } = schema;
  return { $schema, title: "dpo-flow scenario", ...rest };
}
