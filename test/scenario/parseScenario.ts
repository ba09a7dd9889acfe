import { type Problem, ScenarioError } from "../../src/errors.js";
import { type LoadOptions, parseScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { catalogue } from "./catalogue.js";

/** A scenario from text, with the stand-in catalogue. */
export function scenarioOf(text: string, options: Partial<LoadOptions> = {}): Scenario {
  return parseScenario(text, { name: "test", catalogue, ...options });
}

/** The problems of a text, each as `path: message`. */
export function problemsOf(text: string, options: Partial<LoadOptions> = {}): string[] {
  try {
    scenarioOf(text, options);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ path, message }: Problem) => (path ? `${path}: ${message}` : message));
  }
  return [];
}
