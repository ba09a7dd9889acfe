import { short } from "../../figure/kit/captions.js";
import { createFlow } from "../../model/flow.js";
import type { PageState } from "../store/pageState.js";
import { byId, element } from "./element.js";

/** What there is to say about a point of the plane. */
export interface PointFacts {
  loss: number;
  /** ∂L/∂x1 and ∂L/∂x2. */
  gradient: [number, number];
  /** |∂L/∂x1| / |∂L/∂x2|: x2/x1 for every loss of the margin. */
  ratio: number;
}

/** Loss and gradient at (x1, x2), beyond walls too, or undefined where the loss or the geometry is not defined. */
export function pointFacts(state: PageState, [x1, x2]: readonly [number, number]): PointFacts | undefined {
  const { loss, geometry } = createFlow(state);
  const [r1, r2] = [Math.log(x1), Math.log(x2)];
  if (loss.contains?.(r1, r2) === false || geometry.contains?.(r1, r2) === false) return undefined;
  const log = new Float64Array(4);
  loss.logForce(r1, r2, log);
  const [s1, g1, s2, g2] = log;
  return {
    loss: loss.value(r1, r2),
    gradient: [-s1 * Math.exp(g1 - r1), -s2 * Math.exp(g2 - r2)],
    ratio: Math.exp(g1 - r1 - (g2 - r2)),
  };
}

/** The line below the plane. */
export interface Readout {
  show(state: PageState, x: readonly [number, number] | undefined, label?: string): void;
}

/** Wires up the line below the plane. */
export function createReadout(): Readout {
  const host = byId("readout");
  const part = (name: string, value: string) => element("span", {}, `${name} = `, element("b", {}, value));
  return {
    show(state, x, label) {
      if (!x) {
        host.replaceChildren("Point at the plane to read loss and gradient there.");
        return;
      }
      const facts = pointFacts(state, x);
      const where = [part("x₁", short(x[0])), part("x₂", short(x[1]))];
      if (!facts) {
        host.replaceChildren(...where, "the loss is not defined here");
        return;
      }
      host.replaceChildren(
        ...(label ? [element("span", {}, element("b", {}, label))] : []),
        ...where,
        part("L", short(facts.loss)),
        part("∇L", `(${facts.gradient.map(short).join(", ")})`),
        part("update ratio |∂₁L/∂₂L|", short(facts.ratio)),
      );
    },
  };
}
