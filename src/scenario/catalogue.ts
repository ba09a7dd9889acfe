import type { z } from "zod";
import type { Problem } from "../errors.js";

/** A loss or a geometry that a scenario may name. */
export interface Family {
  /** Types, defaults and ranges of its parameters. */
  readonly parameters: z.ZodObject;
  /** What is wrong with parameters and reference taken together, at which key of the scenario. */
  problem?(
    parameters: Record<string, unknown>,
    reference: { preferred: number; dispreferred: number },
  ): Problem | undefined;
  /** Why it is not defined at the start `x` = (x1, x2), or undefined where it is. */
  violation?(
    x: readonly [number, number],
    parameters: Record<string, unknown>,
    reference: { preferred: number; dispreferred: number },
  ): string | undefined;
}

/** What a scenario may name. Injected, so that reading a scenario needs none of the mathematics. */
export interface Catalogue {
  readonly losses: Readonly<Record<string, Family>>;
  readonly geometries: Readonly<Record<string, Family>>;
  readonly domains: Readonly<
    Record<
      string,
      {
        /** Its condition, as descriptions show it after the name. */
        readonly meaning: string;
        /** Why the start `x` = (x1, x2) is outside, or undefined where it is inside or on a wall. */
        violation(
          x: readonly [number, number],
          reference: { preferred: number; dispreferred: number },
        ): string | undefined;
      }
    >
  >;
  /** Planes that figures are drawn in. */
  readonly planes: Readonly<
    Record<
      string,
      {
        /** Its coordinates, as descriptions show them after the name. */
        readonly meaning: string;
      }
    >
  >;
}

/** A loss or a geometry: its name and its parameters, defaults filled in. */
export interface Named {
  name: string;
  [parameter: string]: unknown;
}
