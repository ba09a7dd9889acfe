import type { Command } from "commander";
import { addScenarioOptions, type ScenarioOptions } from "../options.js";

/** Adds `dpo-flow show` with its options and help. */
export function addShow(program: Command): void {
  const command = program
    .command("show")
    .summary("a scenario with every default filled in")
    .description(
      "Print a scenario as it will be run, every default filled in. The output is itself a scenario file.",
    )
    .argument("<scenario>", "name of a built-in scenario, or a file (with extension or slash)");
  addScenarioOptions(command);
  command
    .option("--json", "print JSON instead of YAML")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow show weak-sft
  dpo-flow show weak-sft --set loss.beta=0.3 > mine.yaml`,
    )
    .action(show);
}

async function show(reference: string, options: ScenarioOptions & { json?: boolean }): Promise<void> {
  const [{ loadScenarios }, { toJson }, { toYaml }] = await Promise.all([
    import("../scenarios.js"),
    import("../../render/tables/json.js"),
    import("../../scenario/yaml.js"),
  ]);
  const [{ name, ...data }] = await loadScenarios([reference], options);
  // The name is the file's, so it cannot stand inside the file.
  const text = options.json ? toJson(data) : `# ${name}\n${toYaml(data)}`;
  process.stdout.write(text);
}
