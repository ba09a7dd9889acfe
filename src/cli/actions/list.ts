import { catalogue } from "../../model/catalogue.js";
import { toJson } from "../../render/tables/json.js";
import { builtinScenarios, loadBuiltin } from "../../scenario/builtin.js";
import { expand } from "../../scenario/expand.js";
import { formatTable } from "../table.js";
import { print } from "../terminal.js";

/** Prints the built-in scenarios. */
export function listAction({ json }: { json?: boolean }): void {
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
