import { UsageError } from "../../errors.js";
import type { Sampling } from "../sampling.js";
import { grid } from "./grid.js";
import { random } from "./random.js";

/** Every way to choose the starts of a sweep, the default first. A new one is one file and its line here. */
export const samplings = [grid, random] as const satisfies readonly Sampling[];

type ChoiceOf<S> = S extends Sampling<infer Choice> ? Choice : never;

/** How the starts of a sweep are chosen: `{ kind: "grid", nx: 64, ny: 64 }`, say. */
export type SampledStarts = ChoiceOf<(typeof samplings)[number]>;

/**
 * The sampling of a kind.
 *
 * @throws UsageError where there is none
 */
export function samplingOf(kind: string): Sampling {
  const found = samplings.find((sampling) => sampling.kind === kind);
  if (!found) {
    const known = samplings.map((sampling) => sampling.kind);
    throw new UsageError(`starts: no kind is called ${JSON.stringify(kind)}; known: ${known.join(", ")}`);
  }
  return found;
}

/**
 * The starts that options of the command line ask for: those of the sampling whose first option is among them.
 *
 * @param given texts by name of option
 * @throws UsageError where they do not go together, or one cannot be read
 */
export function parseSampling(given: Readonly<Partial<Record<string, string>>>): SampledStarts {
  const isGiven = ({ name }: { name: string }) => given[name] !== undefined;
  const chosen = samplings.filter(({ options }) => isGiven(options[0]));
  if (chosen.length > 1) {
    const names = chosen.map(({ options }) => `--${options[0].name}`);
    throw new UsageError(`${names.toReversed().join(" and ")}: choose one`);
  }
  const sampling = chosen[0] ?? samplings[0];
  for (const { options } of samplings.filter((other) => other !== sampling)) {
    const stray = options.find(isGiven);
    if (stray) throw new UsageError(`--${stray.name}: ${stray.alone}`);
  }
  return sampling.parse(given);
}
