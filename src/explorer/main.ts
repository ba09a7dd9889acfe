import { validateWithoutEval } from "../scenario/noEval.js";
import type { Scenario } from "../scenario/schema.js";
import { presetsOf } from "./presets.js";
import { createStore } from "./store/store.js";
import { byId } from "./widgets/element.js";
import { wire } from "./wiring.js";

/** What `dpo-flow explore` writes into the page. */
interface Data {
  scenarios: Scenario[];
  /** Position of the scenario that is shown first. */
  first: number;
}

validateWithoutEval();
const { scenarios, first } = JSON.parse(byId("data").textContent ?? "") as Data;
const [{ state }] = presetsOf([scenarios[first]]);
wire(createStore(state), presetsOf(scenarios));
byId("controls").addEventListener("submit", (event) => event.preventDefault());
