import { outcome } from "../figure/kit/captions.js";
import type { MetricName } from "../measure/registry.js";
import { compare } from "../simulate/compare.js";
import type { PanelResult, Run } from "../simulate/run.js";
import { byId } from "./element.js";
import type { Handles } from "./handles.js";
import { showKey } from "./key.js";
import { pageStyle } from "./pageStyle.js";
import type { PlaneView } from "./planeView.js";
import type { Player } from "./player.js";
import type { ResultsTable } from "./resultsTable.js";
import type { SeriesView } from "./seriesView.js";
import type { Simulator } from "./simulator.js";
import type { State } from "./state.js";
import { summary, tellingTime } from "./summary.js";

/** Everything on the page that shows results. */
export interface Views {
  plane: PlaneView;
  series: SeriesView;
  handles: Handles;
  player: Player;
  table: ResultsTable;
}

/** What a picture depends on besides the state. */
export interface Looks {
  dark: boolean;
  logTime: boolean;
  /** The metric to sort by; default: the time that tells most. */
  sortBy: MetricName | undefined;
}

const widthOf = (id: string) => Math.floor(byId(id).getBoundingClientRect().width);

const panelOf = (state: State, runs: readonly Run[]): PanelResult => ({
  panel: "base",
  settings: state,
  runs: [...runs],
});

/**
 * Simulates and draws; what the browser paints afterwards is not in the measure `dpo-flow:update`.
 *
 * @param moving whether more changes follow at once: then quick runs do
 */
export async function draw(
  state: State,
  { plane, series, handles, player }: Views,
  simulator: Simulator,
  { dark, logTime }: Looks,
  moving: boolean,
): Promise<void> {
  const began = performance.now();
  const runs = simulator.preview(state);
  const simulated = performance.now();
  const manner = (id: string) => ({ moving, dark, style: pageStyle(widthOf(id)) });
  const drawn = [
    plane.draw(state, runs, manner("plane-chart")),
    series.draw(panelOf(state, runs), manner("series-chart"), logTime),
  ];
  performance.measure("dpo-flow:update", {
    start: began,
    detail: { moving, simulation: simulated - began, starts: runs.length },
  });
  // Whoever measures observes the entries as they come; kept, they would pile up.
  performance.clearMeasures("dpo-flow:update");
  await Promise.all(drawn);
  handles.show(state.starts);
  player.show(runs, dark);
  showKey(plane.scale(), dark);
}

/**
 * Fills the table and says what came out.
 *
 * @param runs  full runs
 * @param moved the start that was moved last
 * @returns the sentence for the live region
 */
export function tell(
  state: State,
  runs: readonly Run[],
  table: ResultsTable,
  { dark, sortBy }: Looks,
  moved: string | undefined,
): string {
  const result = { scenario: state, panels: [panelOf(state, runs)] };
  const comparison = compare([result], sortBy ?? tellingTime(runs));
  table.show(comparison, Object.keys(state.starts), dark);
  const run = runs.find(({ start }) => start === moved);
  const failed = runs.filter(({ advice }) => advice !== undefined);
  return [
    ...(run ? [outcome(run)] : []),
    summary(comparison),
    ...failed.map(({ start, advice }) => `${start} failed: ${advice}.`),
  ].join(" ");
}
