import { type Problem, ScenarioError, UsageError } from "../../errors.js";
import { catalogue } from "../../model/catalogue.js";
import { loadScenario } from "../../node/scenarioFiles.js";
import { toJson } from "../../render/tables/json.js";
import type { MessageOptions } from "../options.js";
import { reportError } from "../report.js";
import { print } from "../terminal.js";

interface Verdict {
  file: string;
  valid: boolean;
  problems: readonly Problem[];
}

/** Checks each file and lists what is wrong with it. */
export function validateAction(files: string[], { json, quiet }: MessageOptions): void {
  const verdicts = files.map((file): Verdict => {
    try {
      loadScenario(file, { catalogue });
      if (!json && !quiet) print(`${file}: valid`);
      return { file, valid: true, problems: [] };
    } catch (error) {
      if (!(error instanceof ScenarioError || error instanceof UsageError)) throw error;
      process.exitCode = 2;
      if (!json) reportError(error);
      const problems =
        error instanceof ScenarioError ? error.problems : [{ path: "", message: error.message }];
      return { file, valid: false, problems };
    }
  });
  if (json) process.stdout.write(toJson(verdicts));
}
