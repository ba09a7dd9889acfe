import { createFlow, type FlowSettings } from "../../model/flow.js";
import type { Loss } from "../../model/loss.js";

/** What there is to say about a point of the plane. */
export interface PointFacts {
  loss: number;
  /** (∂L/∂x1, ∂L/∂x2), or the force on (log x1, log x2) where that is the gradient of no function. */
  drive: { name: "∇L" | "force f"; components: [number, number] };
  /** What the ratio of the two updates is called, and |f1/x1| / |f2/x2|: x2/x1 for every loss of the margin. */
  ratio: { name: string; value: number };
}

/** Loss and what drives the flow at (x1, x2). */
export function factsOf(loss: Loss, [x1, x2]: readonly [number, number]): PointFacts {
  const [r1, r2] = [Math.log(x1), Math.log(x2)];
  const log = new Float64Array(4);
  loss.logForce(r1, r2, log);
  const [s1, g1, s2, g2] = log;
  const value = Math.exp(g1 - r1 - (g2 - r2));
  return {
    loss: loss.value(r1, r2),
    ...(loss.conservative
      ? {
          drive: { name: "∇L", components: [-s1 * Math.exp(g1 - r1), -s2 * Math.exp(g2 - r2)] },
          ratio: { name: "update ratio |∂₁L/∂₂L|", value },
        }
      : {
          drive: { name: "force f", components: [s1 * Math.exp(g1), s2 * Math.exp(g2)] },
          ratio: { name: "update ratio", value },
        }),
  };
}

/** The same, beyond walls too; undefined where the loss or the geometry is not defined. */
export function pointFacts(settings: FlowSettings, x: readonly [number, number]): PointFacts | undefined {
  const { loss, geometry } = createFlow(settings);
  const [r1, r2] = [Math.log(x[0]), Math.log(x[1])];
  if (loss.contains?.(r1, r2) === false || geometry.contains?.(r1, r2) === false) return undefined;
  return factsOf(loss, x);
}
