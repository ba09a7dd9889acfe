import { short } from "../../figure/kit/captions.js";
import type { PageState } from "../store/pageState.js";
import { byId, element } from "./element.js";
import { pointFacts } from "./pointFacts.js";

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
        host.replaceChildren("Point at the plane to read the loss and what drives the flow there.");
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
        part(facts.drive.name, `(${facts.drive.components.map(short).join(", ")})`),
        part(facts.ratio.name, short(facts.ratio.value)),
      );
    },
  };
}
