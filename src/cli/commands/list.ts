import type { Command } from "commander";

/** Adds `dpo-flow list` with its options and help. */
export function addList(program: Command): void {
  program
    .command("list")
    .summary("the built-in scenarios")
    .description("List the built-in scenarios by name and title.")
    .option("--json", "print them as JSON, with description, source and number of starts")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow list
  dpo-flow list --json | jq -r '.[].name'`,
    )
    .action(list);
}

async function list({ json }: { json?: boolean }): Promise<void> {
  const [
    { builtinScenarios, loadBuiltin },
    { catalogue },
    { expand },
    { formatTable },
    { toJson },
    { print },
  ] = await Promise.all([
    import("../../scenario/builtin.js"),
    import("../../model/catalogue.js"),
    import("../../scenario/expand.js"),
    import("../table.js"),
    import("../../render/tables/json.js"),
    import("../terminal.js"),
  ]);
  const scenarios = builtinScenarios().map((name) => loadBuiltin(name, { catalogue }));
  const rows = scenarios.map((scenario) => ({
    name: scenario.name,
    title: scenario.title,
    description: scenario.description ?? null,
    source: scenario.source ?? null,
    starts: Object.keys(scenario.starts).length,
    panels: expand(scenario).length,
  }));
  if (json) process.stdout.write(toJson(rows));
  else {
    const columns = [{ title: "scenario" }, { title: "starts", align: "right" as const }, { title: "title" }];
    print(
      formatTable(
        columns,
        rows.map(({ name, starts, title }) => [name, String(starts), title]),
      ),
    );
  }
}
