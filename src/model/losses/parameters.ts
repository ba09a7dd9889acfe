import { z } from "zod";

/** A real number. */
export const real = (standard: number, text: string) => z.number().default(standard).describe(text);

/** A number above 0. */
export const positive = (standard: number, text: string) =>
  z.number().positive().default(standard).describe(text);

/** A number of 0 or more. */
export const nonnegative = (standard: number, text: string) =>
  z.number().nonnegative().default(standard).describe(text);

/** β, which almost every loss has. */
export const beta = (standard = 0.1) => positive(standard, "β, inverse temperature of the implicit reward");

/** Lengths of the two responses. */
export const lengths = z
  .tuple([z.int().min(1), z.int().min(1)])
  .default([1, 1])
  .describe("[n_w, n_l], lengths of the responses in tokens");
