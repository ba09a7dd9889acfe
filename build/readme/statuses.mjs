import { cellEndings, STATUSES } from "../../dist/sweep/statuses/registry.js";
import { code, table } from "./markdown.mjs";

export const statusSections = {
  /** What each status means. */
  statuses: table(
    ["status", "of a run, or of a cell of a sweep"],
    STATUSES.map((name) => [code(name), cellEndings[name].meaning]),
  ),
};
