import { readFileSync } from "node:fs";
import type { Scenario } from "../scenario/schema.js";

/** The page as `build/explorer.mjs` has made it, with a gap for scenarios. */
const PAGE = new URL("../../dist/explorer/page.html", import.meta.url);

const GAP = /(<script type="application\/json" id="data">)null(<\/script>)/;

/** What the page is to show. */
export interface Contents {
  /** One preset for each of their panels, in this order. */
  scenarios: readonly Scenario[];
  /** Position of the scenario that is shown first. */
  first: number;
}

/** The explorer as one HTML file that needs nothing else. */
export function explorerPage(contents: Contents): string {
  // Inside a script element nothing but `<` could end it.
  const data = JSON.stringify(contents).replaceAll("<", "\\u003c");
  return readFileSync(PAGE, "utf8").replace(GAP, (_, before, after) => before + data + after);
}
