import type { LossFamily } from "./loss.js";
import { type ParameterFacts, parameterFacts } from "./parameterFacts.js";
import type { Reference } from "./reference.js";

/** Everything there is to say about a loss, at its defaults where that takes numbers. */
export interface LossFacts {
  name: string;
  title: string;
  formula: string;
  source: string;
  parameters: ParameterFacts[];
  /** Where the force vanishes, in symbols. */
  restPoint: string;
  /** The same at the defaults; null where it is not known in closed form. */
  restAt: { margin: number } | { x: [number, number] } | null;
  /** Whether the loss depends on the margin m = r1 − r2 alone, at the defaults. */
  margin: boolean;
  /** The line n1·r1 + n2·r2 = at on which the slope jumps; null for a smooth loss. */
  kink: { normal: [number, number]; at: number } | null;
  /** What a point needs for the loss to be defined there; null where it is defined everywhere. */
  needs: string | null;
  /** A scenario to begin with. */
  example: { loss: Record<string, unknown>; reference?: Reference; starts: Record<string, [number, number]> };
}

/** References to speak about: the paper's, or one that leaves room for other responses. */
const REFERENCES: readonly Reference[] = [
  { preferred: 1, dispreferred: 1 },
  { preferred: 0.25, dispreferred: 0.25 },
];

/** What there is to say about a loss. */
export function lossFacts(family: LossFamily): LossFacts {
  const { name, title, formula, source, restPoint, needs = null } = family;
  const defaults = family.parameters.parse({});
  const fits = (reference: Reference) => !family.problem?.(defaults, reference);
  const reference = REFERENCES.find(fits) ?? REFERENCES[0];
  const { margin, kink } = family.create(defaults, reference);
  const rest = family.restAt?.(defaults, reference);
  return {
    name,
    title,
    formula,
    source,
    parameters: parameterFacts(family.parameters),
    restPoint,
    restAt: !rest ? null : "margin" in rest ? rest : { x: [Math.exp(rest.r[0]), Math.exp(rest.r[1])] },
    margin,
    kink: kink ? { normal: [...kink.normal], at: -kink.value(0, 0) } : null,
    needs,
    example: {
      loss: { name, ...defaults },
      ...(reference !== REFERENCES[0] && { reference }),
      starts: { weak: [0.2, 0.1] },
    },
  };
}
