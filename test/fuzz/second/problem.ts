import type { Face } from "../../../src/model/domain.js";
import { createFlow, type Flow } from "../../../src/model/flow.js";
import type { Loss } from "../../../src/model/loss.js";
import { losses } from "../../../src/model/losses/registry.js";
import type { Panel } from "../../../src/scenario/schema.js";

/** Two numbers as signs and logarithms: [sign1, log1, sign2, log2]. */
export type Signed = Float64Array;

export type Side = "below" | "above";

/** Force on (r1, r2), as signs and logarithms, into `out`; `logRest` is log(1 − π_w − π_l) where that is known better. */
export type Force = (r1: number, r2: number, out: Signed, logRest?: number) => void;

/** What is to be integrated: a flow, its walls, and the numbers that the charts need. */
export interface Problem {
  readonly flow: Flow;
  readonly walls: readonly Face[];
  /** log of the reference probabilities. */
  readonly logP: readonly [number, number];
  /** Number of other responses in the `softmax` geometry. */
  readonly others?: number;
  /** True where the loss is one of the whole distribution, whose rest 1 − π_w − π_l has to be known to its last digits. */
  readonly ofTheRest: boolean;
  /** Where the loss says that it rests. */
  readonly restAt?: readonly [number, number];
  readonly horizon: number;
  force(side: Side | undefined): Force;
}

/** The loss of a smooth branch. */
const branch = ({ loss }: Flow, side: Side | undefined): Loss => (side && loss.kink ? loss.kink[side] : loss);

/** f_i = −π_i [β(r_i − r_o) − R_i], r_o the log-ratio of the other responses as one. */
function rlhfForce(
  { beta, rewards }: Record<string, unknown>,
  logP: readonly [number, number],
  logRestP: number,
  fallback: Force,
): Force {
  const [b, [rw, rl]] = [beta as number, rewards as [number, number]];
  return (r1, r2, out, logRest) => {
    if (logRest === undefined) return fallback(r1, r2, out);
    const ro = logRest - logRestP;
    for (const [i, r, reward] of [
      [0, r1, rw],
      [1, r2, rl],
    ] as const) {
      const pull = reward - b * (r - ro);
      out[2 * i] = Math.sign(pull);
      out[2 * i + 1] = r + logP[i] + Math.log(Math.abs(pull));
    }
  };
}

export function createProblem(settings: Panel["settings"]): Problem {
  const flow = createFlow(settings);
  const { reference, geometry, horizon } = settings;
  const { name, ...parameters } = settings.loss;
  const logP = [Math.log(reference.preferred), Math.log(reference.dispreferred)] as const;
  const ofTheRest = name === "rlhf";
  const rest = losses[name].restAt?.(parameters, reference);
  const logRestP = Math.log1p(-reference.preferred - reference.dispreferred);
  return {
    flow,
    // Its force grows beyond bounds before π_w + π_l = 1, and so no wall is met.
    walls: ofTheRest ? [] : flow.faces,
    logP,
    ...(geometry.name === "softmax" && { others: geometry.others as number }),
    ofTheRest,
    ...(rest && "r" in rest && { restAt: rest.r }),
    horizon,
    force(side) {
      const { logForce } = branch(flow, side);
      return ofTheRest ? rlhfForce(parameters, logP, logRestP, logForce) : logForce;
    },
  };
}
