import { catalogue } from "../../model/catalogue.js";
import { writeOutput } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import { scenarioJsonSchema } from "../../scenario/schema.js";

/** Prints the JSON Schema of scenario files. */
export function schemaAction({ out }: { out: string }): void {
  writeOutput(out, toJson(scenarioJsonSchema(catalogue)));
}
