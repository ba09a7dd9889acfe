import type { Ends, Place } from "../measure/metric.js";
import type { Flow } from "../model/flow.js";
import type { Panel } from "../scenario/schema.js";
import type { ExactExtinction } from "./extinction.js";
import { Inexact } from "./inexact.js";
import type { ExactLevel } from "./level.js";

/** What of a scenario an exact solution depends on. */
export type ExactSettings = Omit<Panel["settings"], "starts" | "sample">;

/** What is asked about every start. */
export interface ExactQuestion {
  readonly levels: readonly ExactLevel[];
  /** Whether the end of the path is asked for; it may cost more than all the rest. */
  readonly ends: boolean;
}

/** A point known by its ratios or by its logarithms; the others follow when they are asked for. */
export class ExactPlace implements Place {
  x1 = Number.NaN;
  x2 = Number.NaN;
  #r1 = Number.NaN;
  #r2 = Number.NaN;

  get r1(): number {
    return Number.isNaN(this.#r1) ? Math.log(this.x1) : this.#r1;
  }

  get r2(): number {
    return Number.isNaN(this.#r2) ? Math.log(this.x2) : this.#r2;
  }

  ratios(x1: number, x2: number): void {
    this.x1 = x1;
    this.x2 = x2;
    this.#r1 = Number.NaN;
    this.#r2 = Number.NaN;
  }

  logs(r1: number, r2: number): void {
    this.x1 = Math.exp(r1);
    this.x2 = Math.exp(r2);
    this.#r1 = r1;
    this.#r2 = r2;
  }
}

/** What becomes of a start. Reused from start to start. */
export class ExactOutcome implements Ends {
  status: "extinct" | "stationary" | "horizon" = "horizon";
  /** When x2 reaches zero; NaN where that is not before the horizon. */
  extinctionTime = Number.NaN;
  /** When each of the levels asked for is reached; NaN for one that never is. */
  readonly times: Float64Array;
  /** The start and the rest are filled in where the end was asked for. */
  readonly start = new ExactPlace();
  readonly end = new ExactPlace();
  change1 = Number.NaN;
  change2 = Number.NaN;
  /**
   * Estimated error of whatever is least well known of what was asked for: of a time relative to it, of an
   * end in log-ratios. Infinity where it could not be evaluated.
   */
  error = 0;
  /** Why it could not be evaluated, if so. */
  obstacle: string | undefined;

  constructor({ levels }: ExactQuestion) {
    this.times = new Float64Array(levels.length);
  }
}

/** Finds what becomes of the start (x1, x2), both > 0 and inside the domain, and how well that is known. */
export type ExactSolver = (x1: number, x2: number, outcome: ExactOutcome) => void;

/** A family of flows whose trajectories are known without integrating them. One per file in `solutions/`. */
export interface ExactSolution {
  readonly name: string;
  /** What it is known for, in words: "DPO with β < 2 in ratio geometry, …". */
  readonly appliesTo: string;
  /**
   * For sweeps: what many starts come to. Undefined for settings, or questions, that it does not cover;
   * `flow` is that of the settings.
   */
  solver(settings: ExactSettings, question: ExactQuestion, flow: Flow): ExactSolver | undefined;
  /**
   * For checks of one run, by another arithmetic than `solver`: where it ends, for settings where x2 dies.
   */
  extinction?(settings: ExactSettings, x0: readonly [number, number]): ExactExtinction | undefined;
  /** For checks, likewise: when the run is at a margin, as long as it has met no wall. */
  clock?(flow: Flow, x0: readonly [number, number]): ((margin: number) => number) | undefined;
}

/** A solver that says so in the outcome where another one throws `Inexact`. */
export const confessing =
  (solve: ExactSolver): ExactSolver =>
  (x1, x2, outcome) => {
    try {
      outcome.obstacle = undefined;
      solve(x1, x2, outcome);
    } catch (error) {
      if (!(error instanceof Inexact)) throw error;
      outcome.error = Number.POSITIVE_INFINITY;
      outcome.obstacle = error.message;
    }
  };
