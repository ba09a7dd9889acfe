import type { Study } from "./study.js";

/**
 * Whether a claim is true wherever it was examined, nowhere, or in part; or whether there was nothing to
 * examine.
 */
export type Verdict = "holds" | "fails" | "in part" | "not applicable";

/** A point of the plane and the numbers that speak for or against a claim there. */
export interface Witness {
  /** (π_w, π_l). */
  p: [number, number];
  text: string;
}

/** The part of the plane that a claim speaks of, as a rectangle of probabilities. */
export interface Region {
  name: string;
  /** [lowest, highest] π_w and π_l. */
  w: readonly [number, number];
  l: readonly [number, number];
}

/** How true a claim is on a square grid over the whole plane, for a figure. */
export interface Shading {
  /** Cells along each axis. */
  n: number;
  /**
   * Above 0 where the claim is true; NaN where it says nothing. Row by row from the lower left, shape (n·n,).
   */
  score: Float64Array;
  region: Region;
}

/** What measuring a claim for one value of β has found. */
export interface Finding {
  verdict: Verdict;
  /** Share of what was examined in the claim's region for which it is true. */
  share: number;
  /** How much was examined, and what: points, runs. */
  examined: string;
  /** Where it is true and where not, in words made from the points themselves. */
  holdsWhere: string;
  failsWhere: string;
  /** Share of the whole plane in which it is true; null for a claim that is not about points of the plane. */
  shareOfPlane: number | null;
  /**
   * Share of the states along the scenario's runs, in the claim's region, for which it is true; null where
   * none is.
   */
  shareOfRuns: number | null;
  /** Where it is most wrong; null where it is not wrong. */
  worst: Witness | null;
  /** Further numbers that the claim is about. */
  numbers: string[];
  shading?: Shading;
}

/** A statement of the paper. */
export interface Claim {
  id: string;
  /** Where the paper says it. */
  place: string;
  /** The statement, and in which sense "fast", "little" and "much" are taken. */
  text: string;
  /** A few words for a figure. */
  title: string;
}

/** A claim with a way to measure it. One or a few per file in this folder. */
export interface MeasurableClaim extends Claim {
  measure(study: Study): Finding;
}

/** The share of what was examined for which a claim is true, and the verdict that this amounts to. */
export function judge(held: number, examined: number): { share: number; verdict: Verdict } {
  if (examined === 0) return { share: 0, verdict: "not applicable" };
  const share = held / examined;
  return { share, verdict: share === 1 ? "holds" : share === 0 ? "fails" : "in part" };
}
