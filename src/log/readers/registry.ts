import { csv } from "./csv.js";
import type { LogFormat } from "./finding.js";
import { jsonLines } from "./jsonLines.js";
import { markdown } from "./markdown.js";
import { trainerState } from "./trainerState.js";

/** Every format that logs are read from: the first that recognises a text reads it. */
export const LOG_FORMATS: readonly LogFormat[] = [trainerState, markdown, csv, jsonLines];

/** The format that the name of a file promises. */
export function promisedBy(file: string): LogFormat | undefined {
  const [extension = ""] = /\.[^./\\]+$/.exec(file.toLowerCase()) ?? [];
  return LOG_FORMATS.find(({ extensions }) => extensions.includes(extension));
}
