import { createStateHistory } from "./history.js";
import { createInputs } from "./inputs.js";
import { watchLooks } from "./looks.js";
import type { Preset } from "./presets.js";
import { createRhythm } from "./rhythm.js";
import { createSimulator } from "./simulator.js";
import type { Store } from "./store/store.js";
import { createPlaneView } from "./views/planeView.js";
import { createSeriesView } from "./views/seriesView.js";
import { createSheet } from "./views/sheet.js";
import { byId } from "./widgets/element.js";
import { createPlayer } from "./widgets/player.js";
import { createResultsTable } from "./widgets/resultsTable.js";
import { createTakeAway } from "./widgets/takeAway.js";

/** Connects a store with everything on the page that changes it and everything that shows it. */
export function wire(store: Store, presets: readonly Preset[]): void {
  const simulator = createSimulator();
  const plane = createPlaneView();
  const series = createSeriesView();
  const inputs = createInputs(store, presets, plane);
  const history = createStateHistory(store, presets);
  const looks = watchLooks(() => refresh(false));
  const views = {
    plane,
    series,
    handles: inputs.handles,
    player: createPlayer({ pixels: plane.pixels, mark: series.mark }),
    table: createResultsTable((by) => {
      looks.sortBy = by;
      refresh(false);
    }),
  };
  const sheet = createSheet(views, simulator, looks);
  const busy = (is: boolean) => byId("table").setAttribute("aria-busy", String(is));
  const say = (text: string) => {
    byId("status").textContent = text;
  };
  /** Whether the last change has not been spoken of yet. */
  let news = false;
  const state = () => store.now.state;
  const showInputs = () => inputs.show(state(), looks.dark);

  const rhythm = createRhythm({
    quick: () => sheet.draw(state, true).then(showInputs),
    async full(current) {
      const { notes, touched } = store.now;
      const runs = await simulator.fullInTurns(state(), current);
      if (!runs) return;
      await sheet.draw(state, false);
      if (!current()) return;
      showInputs();
      const told = sheet.tell(state(), runs, news ? touched : undefined);
      say([...(news ? notes : []).map((note) => `${note}.`), told].join(" "));
      news = false;
      busy(false);
      history.write();
    },
  });
  const refresh = (live: boolean) => {
    rhythm.beat(live);
    busy(true);
  };

  store.subscribe(({ problems }, live) => {
    inputs.complain(problems);
    if (problems.length > 0) return;
    news = true;
    refresh(live);
  });
  createTakeAway({ state, runs: () => simulator.full(state()), say, complain: inputs.warn });
  const readAddress = () => {
    if (!history.read()) refresh(false);
  };
  addEventListener("hashchange", readAddress);
  readAddress();
}
