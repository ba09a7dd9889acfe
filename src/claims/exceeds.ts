/** Rounding of a ratio of speeds. */
const ROUNDING = 1e-9;

/**
 * By how much a is above b, both positive, as a share of b. Above 0 only where it is so beyond rounding: a tie
 * is none, on every machine.
 */
export const exceeds = (a: number, b: number): number => a / b - 1 - ROUNDING;

/** By how much a is below b, as a share of b. */
export const fallsShort = (a: number, b: number): number => 1 - a / b - ROUNDING;
