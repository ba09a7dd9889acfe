import type { Command } from "commander";
import type { Problem } from "../../errors.js";
import type { MessageOptions } from "../options.js";

interface Verdict {
  file: string;
  valid: boolean;
  problems: readonly Problem[];
}

/** Adds `dpo-flow validate` with its options and help. */
export function addValidate(program: Command): void {
  program
    .command("validate")
    .summary("check scenario files without running them")
    .description("Check scenario files and list every problem with its path. Ends with 2 if there is one.")
    .argument("<file...>", "scenario files, or names of built-in scenarios")
    .option("--json", "print the verdicts as JSON to stdout")
    .option("-q, --quiet", "print problems only")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow validate mine.yaml
  dpo-flow validate *.yaml --json | jq '.[] | select(.valid | not)'`,
    )
    .action(validate);
}

async function validate(files: string[], { json, quiet }: MessageOptions): Promise<void> {
  const [
    { loadScenario },
    { catalogue },
    { ScenarioError, UsageError },
    { reportError },
    { toJson },
    { print },
  ] = await Promise.all([
    import("../../node/scenarioFiles.js"),
    import("../../model/catalogue.js"),
    import("../../errors.js"),
    import("../report.js"),
    import("../../render/tables/json.js"),
    import("../terminal.js"),
  ]);
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
