import { outcome } from "../../figure/kit/captions.js";
import { flowNames } from "../../figure/kit/flowNames.js";
import { createFlow } from "../../model/flow.js";
import { compare } from "../../simulate/compare.js";
import type { PanelResult, Run } from "../../simulate/run.js";
import type { Looks } from "../looks.js";
import type { Simulator } from "../simulator.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "../widgets/element.js";
import type { Handles } from "../widgets/handles.js";
import { showKey } from "../widgets/key.js";
import type { Player } from "../widgets/player.js";
import type { ResultsTable } from "../widgets/resultsTable.js";
import { pageStyle } from "./pageStyle.js";
import type { PlaneView } from "./planeView.js";
import type { SeriesView } from "./seriesView.js";
import { summary, tellingTime } from "./summary.js";

/** Everything on the page that shows results. */
export interface Views {
  plane: PlaneView;
  series: SeriesView;
  handles: Handles;
  player: Player;
  table: ResultsTable;
}

const widthOf = (id: string) => Math.floor(byId(id).getBoundingClientRect().width);

const panelOf = (state: PageState, runs: readonly Run[]): PanelResult => ({
  panel: "base",
  settings: state,
  runs: [...runs],
});

/** All pictures and the table, of one state at a time. */
export interface Sheet {
  /**
   * Simulates and draws, when whatever is being drawn is done; what the browser paints afterwards is not in the
   * measure `dpo-flow:update`.
   *
   * @param state  asked when its turn has come
   * @param moving whether more changes follow at once: then quick runs do
   */
  draw(state: () => PageState, moving: boolean): Promise<void>;
  /**
   * Fills the table and says what came out.
   *
   * @param runs    full runs
   * @param touched the start that was changed last
   * @returns the sentence for the live region
   */
  tell(state: PageState, runs: readonly Run[], touched: string | undefined): string;
}

/** A sheet on which nothing has been drawn. */
export function createSheet(views: Views, simulator: Simulator, looks: Looks): Sheet {
  const { plane, series, handles, player, table } = views;
  let drawing: Promise<void> = Promise.resolve();

  const draw = async (state: PageState, moving: boolean) => {
    const { dark, logTime } = looks;
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
    showKey(plane.scale(), flowNames(createFlow(state).loss, state).title.toLowerCase(), dark);
  };

  return {
    draw(state, moving) {
      drawing = drawing.then(() => draw(state(), moving));
      return drawing;
    },
    tell(state, runs, touched) {
      const result = { scenario: state, panels: [panelOf(state, runs)] };
      const comparison = compare([result], looks.sortBy ?? tellingTime(runs));
      table.show(comparison, Object.keys(state.starts), looks.dark);
      const run = runs.find(({ start }) => start === touched);
      const failed = runs.filter(({ advice }) => advice !== undefined);
      return [
        ...(run ? [outcome(run)] : []),
        summary(comparison),
        ...failed.map(({ start, advice }) => `${start} failed: ${advice}.`),
      ].join(" ");
    },
  };
}
