import type { Problem } from "../errors.js";
import type { MetricName } from "../measure/registry.js";
import { validateWithoutEval } from "../scenario/noEval.js";
import type { Override } from "../scenario/override.js";
import type { Scenario } from "../scenario/schema.js";
import type { Run } from "../simulate/run.js";
import { createControls } from "./controls.js";
import { byId } from "./element.js";
import { decodeFragment, encodeFragment } from "./fragment.js";
import { createHandles } from "./handles.js";
import { nearestAllowed, violationAt } from "./mend.js";
import { createPlaneView } from "./planeView.js";
import { createPlayer } from "./player.js";
import { presetOf, presetsOf } from "./presets.js";
import { createReadout } from "./readout.js";
import { createResultsTable } from "./resultsTable.js";
import { fillMenu } from "./selectField.js";
import { createSeriesView } from "./seriesView.js";
import { draw, type Looks, tell, type Views } from "./sheet.js";
import { createSimulator } from "./simulator.js";
import { createStartList } from "./startList.js";
import { changed, type Outcome, readState, type State, undescribed } from "./state.js";
import { createTakeAway } from "./takeAway.js";

/** What `dpo-flow explore` writes into the page. */
interface Data {
  scenarios: Scenario[];
  /** Position of the scenario that is shown first. */
  first: number;
}

/** Milliseconds without a change after which the page works out what it leaves aside meanwhile. */
const REST = 160;

type Point = [number, number];

/** Coordinates with at most four digits, never larger than they were: what was allowed stays so. */
const trimmed = ([x1, x2]: Point): Point => {
  const trim = (value: number) => {
    const unit = 10 ** (Math.floor(Math.log10(value)) - 3);
    const short = Number(value.toPrecision(4));
    return short <= value ? short : Number((short - unit).toPrecision(4));
  };
  return [trim(x1), trim(x2)];
};

validateWithoutEval();
const data = JSON.parse(byId("data").textContent ?? "") as Data;
const presets = presetsOf(data.scenarios);
const simulator = createSimulator();
const scheme = matchMedia("(prefers-color-scheme: dark)");
const looks: Looks = { dark: scheme.matches, logTime: false, sortBy: undefined };

let state: State = presetsOf([data.scenarios[data.first]])[0].state;
/** Counts changes, so that work that takes long notices that it is out of date. */
let change = 0;
let moved: string | undefined;
let notes: string[] = [];
let awaitsFrame = false;
let rest: ReturnType<typeof setTimeout> | undefined;
let drawing: Promise<void> = Promise.resolve();

const plane = createPlaneView();
const series = createSeriesView();
const readout = createReadout();
const say = (text: string) => {
  byId("status").textContent = text;
};
const warn = (text: string) => {
  byId("alert").textContent = text;
};

/** Draws when whatever is being drawn is done. */
function redraw(moving: boolean): Promise<void> {
  drawing = drawing.then(() => draw(state, views, simulator, looks, moving));
  return drawing;
}

function showForms(): void {
  controls.show(state);
  startList.show(state.starts, looks.dark);
}

function showPreset(): void {
  const preset = presetOf(state, presets);
  const menu = byId<HTMLSelectElement>("preset");
  menu.value = preset?.choice.value ?? "";
  const { description, source } = preset?.state ?? {};
  byId("preset-note").textContent = preset
    ? [description, source && `Source: ${source}.`].filter(Boolean).join(" ")
    : "Changed by hand.";
  byId("rerun").textContent = `Run the saved scenario with: dpo-flow run ./${state.name}.yaml`;
}

/** Follows a change at once, roughly, and in full when no other one has come for a while. */
function follow(): void {
  change++;
  if (!awaitsFrame) {
    awaitsFrame = true;
    requestAnimationFrame(() => {
      awaitsFrame = false;
      void redraw(true).then(showForms);
    });
  }
  clearTimeout(rest);
  rest = setTimeout(() => void settle(), REST);
  byId("table").setAttribute("aria-busy", "true");
}

/** Full runs for all starts, letting the page breathe between them; undefined where a change came in between. */
async function fullRuns(): Promise<Run[] | undefined> {
  const mine = change;
  while (simulator.advance(state)) {
    await new Promise((resolve) => setTimeout(resolve));
    if (mine !== change) return undefined;
  }
  return simulator.complete(state);
}

async function settle(): Promise<void> {
  const runs = await fullRuns();
  if (!runs) return;
  await redraw(false);
  showForms();
  showPreset();
  say([...notes.map((note) => `${note}.`), tell(state, runs, views.table, looks, moved)].join(" "));
  notes = [];
  moved = undefined;
  byId("table").setAttribute("aria-busy", "false");
  keepInAddress();
}

/** Puts the state into the address: a new entry of the history where there was another state, so that Back undoes. */
function keepInAddress(): void {
  const fragment = `#${encodeFragment(state)}`;
  if (fragment === location.hash) return;
  const before = location.hash.length > 1 ? linked(location.hash) : undefined;
  const other = before && "state" in before && encodeFragment(before.state) !== fragment.slice(1);
  if (other) history.pushState(null, "", fragment);
  else history.replaceState(null, "", fragment);
}

function complain(problems: readonly Problem[]): void {
  const others = startList.complain(controls.complain(problems));
  warn(others.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; "));
}

function accept(outcome: Outcome, touched?: string): void {
  if ("problems" in outcome) {
    complain(outcome.problems);
    return;
  }
  state = outcome.state;
  notes = outcome.notes;
  moved = touched;
  warn("");
  follow();
}

const edit = (overrides: readonly Override[]) => accept(changed(state, overrides));

function replaceStarts(starts: Readonly<Record<string, unknown>>, touched?: string): void {
  accept(changed(state, [{ path: ["starts"], value: starts }]), touched);
}

function addStart(x: Point): void {
  const region = violationAt(state, x);
  if (region) {
    warn(`No start can be there: ${region}`);
    return;
  }
  let i = 1;
  while (Object.hasOwn(state.starts, `start-${i}`)) i++;
  replaceStarts({ ...state.starts, [`start-${i}`]: x }, `start-${i}`);
}

function removeStart(label: string): void {
  const { [label]: _, ...others } = state.starts;
  if (Object.keys(others).length === 0) {
    warn("A scenario keeps at least one start.");
    return;
  }
  const labels = Object.keys(state.starts);
  const onPlane =
    document.activeElement instanceof HTMLElement && document.activeElement.dataset.start === label;
  replaceStarts(others);
  const next = labels[labels.indexOf(label) + 1] ?? labels[labels.indexOf(label) - 1];
  if (onPlane) handles.focus(next);
}

function renameStart(label: string, to: string): void {
  if (to !== label && Object.hasOwn(state.starts, to)) {
    complain([{ path: `starts.${label}`, message: `another start is called ${JSON.stringify(to)}` }]);
    return;
  }
  const starts = Object.entries(state.starts).map(([name, x]) => [name === label ? to : name, x]);
  const outcome = changed(state, [{ path: ["starts"], value: Object.fromEntries(starts) }]);
  const problems = "problems" in outcome ? outcome.problems : [];
  // The list still knows the start by its old name.
  if (problems.length > 0) complain(problems.map(({ message }) => ({ path: `starts.${label}`, message })));
  else accept(outcome);
}

const controls = createControls(edit);
const startList = createStartList({
  add: () => {
    const [inside] = Object.values(state.starts) as Point[];
    addStart(trimmed(nearestAllowed(state, inside, plane.middle())));
  },
  remove: removeStart,
  rename: renameStart,
  move: (label, x) => replaceStarts({ ...state.starts, [label]: x }, label),
});
const handles = createHandles(plane, {
  where: (label) => state.starts[label] as Point,
  add: addStart,
  remove: removeStart,
  look: (x, label) => readout.show(state, x, label),
  move(label, to) {
    const from = state.starts[label] as Point;
    const x = violationAt(state, to) ? trimmed(nearestAllowed(state, from, to)) : to;
    state = { ...undescribed(state), starts: { ...state.starts, [label]: x } };
    moved = label;
    warn("");
    readout.show(state, x, label);
    follow();
  },
});
const views: Views = {
  plane,
  series,
  handles,
  player: createPlayer({ pixels: plane.pixels, mark: series.mark }),
  table: createResultsTable((by: MetricName) => {
    looks.sortBy = by;
    follow();
  }),
};
createTakeAway({
  state: () => state,
  runs: () => {
    while (simulator.advance(state));
    return simulator.complete(state) ?? [];
  },
  say,
  complain: warn,
});

/** The state that a link holds. */
function linked(hash: string): Outcome {
  const decoded = decodeFragment(hash);
  if ("problem" in decoded) return { problems: [{ path: "", message: decoded.problem }] };
  const outcome = readState(decoded.raw, decoded.name);
  const preset = "state" in outcome ? presetOf(outcome.state, presets) : undefined;
  return preset ? { state: preset.state, notes: [] } : outcome;
}

function openLink(): void {
  if (location.hash.length < 2) return;
  const outcome = linked(location.hash);
  if ("state" in outcome) {
    if (change === 0 || encodeFragment(outcome.state) !== encodeFragment(state)) accept(outcome);
    return;
  }
  const [{ path, message }] = outcome.problems;
  follow();
  warn(`The link cannot be read: ${path ? `${path}: ` : ""}${message}. Shown instead: ${state.title}.`);
}

const menu = byId<HTMLSelectElement>("preset");
fillMenu(menu, [{ value: "", text: "your own" }, ...presets.map(({ choice }) => choice)]);
menu.addEventListener("change", () => {
  const preset = presets[Number(menu.value)];
  if (menu.value !== "" && preset) accept({ state: preset.state, notes: [] });
});
byId("controls").addEventListener("submit", (event) => event.preventDefault());
byId("log-time").addEventListener("change", ({ target }) => {
  looks.logTime = (target as HTMLInputElement).checked;
  follow();
});
scheme.addEventListener("change", ({ matches }) => {
  looks.dark = matches;
  follow();
});
addEventListener("hashchange", openLink);
const widths = new Map<Element, number>();
const sizes = new ResizeObserver((entries) => {
  const resized = entries.filter(({ target, contentRect: { width } }) => {
    const before = widths.get(target);
    widths.set(target, width);
    return before !== undefined && before !== width;
  });
  if (resized.length > 0) follow();
});
for (const id of ["plane-chart", "series-chart"]) sizes.observe(byId(id));

readout.show(state, undefined);
openLink();
if (change === 0) follow();
