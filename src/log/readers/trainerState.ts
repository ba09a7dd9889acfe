import type { JSONParser } from "@streamparser/json";
import { LogError } from "../../errors.js";
import type { Cells, Finding, LogFormat } from "./finding.js";
import { isRows, looksLikeJson } from "./jsonLines.js";
import { quoteNonNumbers } from "./pythonNumbers.js";

/** Where rows are, and where β may be, in what Trainer and those who wrap it write. */
const ROWS = ["$.log_history.*", "$.*"] as const;
const BETA = ["beta", "args.beta", "config.beta", "trial_params.beta", "training_args.beta"] as const;

/** What is wrong with a text that the parser refuses. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/ended in (the middle|mid-parsing)/i.test(message)) return "it ends in the middle; was it cut off?";
  const unexpected = /Unexpected [^)]*?\)?(?= at| in|$)/.exec(message.split("\n")[0]);
  return (unexpected?.[0] ?? message.split("\n")[0]).slice(0, 100);
}

/**
 * `trainer_state.json` of Transformers and TRL: an object whose `log_history` lists the rows. A list of rows
 * by itself will do too.
 *
 * @see https://huggingface.co/docs/transformers/main_classes/callback, TrainerState
 */
export const trainerState: LogFormat = {
  name: "trainer state (JSON)",
  called: "trainer_state.json",
  extensions: [".json"],
  unlabelled: "train",
  recognises: (head) => looksLikeJson(head) && !isRows(head),
  async *read(chunks) {
    const { JSONParser: Parser } = await import("@streamparser/json");
    const found: Finding[] = [];
    const repair = quoteNonNumbers();
    let parser: JSONParser | undefined;
    let rows = 0;
    let line = 1;
    const open = (list: boolean) => {
      const paths = list ? [ROWS[1]] : [ROWS[0], ...BETA.map((path) => `$.${path}`)];
      const made = new Parser({ paths, keepStack: false });
      made.onValue = ({ value, key, stack }) => {
        const isRow = list || stack[1]?.key === "log_history";
        if (isRow) {
          rows++;
          const row = typeof value === "object" && value !== null && !Array.isArray(value);
          const at = `row ${rows}${list ? "" : " of log_history"}`;
          found.push(row ? { kind: "row", cells: value as unknown as Cells, at } : { kind: "broken", at });
        } else if (typeof value === "number") {
          found.push({ kind: "beta", value, where: [...stack.slice(1).map((s) => s.key), key].join(".") });
        }
      };
      return made;
    };
    try {
      for await (const chunk of chunks) {
        const text = repair(chunk);
        if (!parser && text.trim() === "") continue;
        parser ??= open(text.trimStart().startsWith("["));
        // Line by line, so that an error knows its line.
        for (const part of text.split(/(?<=\n)/)) {
          parser.write(part);
          if (part.endsWith("\n")) line++;
        }
        yield* found.splice(0);
      }
      const rest = repair(" ");
      if (parser && !parser.isEnded) {
        parser.write(rest);
        if (!parser.isEnded) parser.end();
      }
    } catch (error) {
      yield* found.splice(0);
      throw new LogError(`is not valid JSON: ${reason(error)} (line ${line})`);
    }
    yield* found.splice(0);
    if (rows === 0)
      throw new LogError(
        "is JSON, but has no log_history with rows in it; give the trainer_state.json of a checkpoint",
      );
  },
};
