import type { Problem } from "../errors.js";
import type { Preset } from "./presets.js";
import {
  addStart,
  addStartNear,
  dragStart,
  placeStart,
  removeStart,
  renameStart,
  setValues,
  showState,
} from "./store/edits.js";
import type { PageState } from "./store/pageState.js";
import type { Store } from "./store/store.js";
import type { PlaneMap } from "./views/planeMap.js";
import { createControls } from "./widgets/controls.js";
import { byId } from "./widgets/element.js";
import { createHandles, type Handles } from "./widgets/handles.js";
import { createPresetMenu } from "./widgets/presetMenu.js";
import { createReadout } from "./widgets/readout.js";
import { createStartList } from "./widgets/startList.js";

/** Everything on the page that changes the state. */
export interface Inputs {
  handles: Handles;
  show(state: PageState, dark: boolean): void;
  /** Says what is wrong: at the fields that it is about, and the rest in the alert. */
  complain(problems: readonly Problem[]): void;
  /** Says something in the alert; nothing takes away what stands there. */
  warn(text: string): void;
}

/** Wires up everything that changes the state of a store. */
export function createInputs(store: Store, presets: readonly Preset[], plane: PlaneMap): Inputs {
  const controls = createControls((overrides, live) => store.change(setValues(overrides), live));
  const startList = createStartList({
    add: () => store.change(addStartNear(plane.middle())),
    remove: (label) => store.change(removeStart(label)),
    rename: (label, to) => store.change(renameStart(label, to)),
    move: (label, x) => store.change(placeStart(label, x)),
  });
  const presetMenu = createPresetMenu(presets, (state) => store.change(showState(state)));
  const readout = createReadout();
  readout.show(store.now.state, undefined);

  const handles = createHandles(plane, {
    where: (label) => store.now.state.starts[label],
    look: (x, label) => readout.show(store.now.state, x, label),
    add: (x) => store.change(addStart(x)),
    move(label, to, live) {
      store.change(dragStart(label, to), live);
      const { state } = store.now;
      readout.show(state, state.starts[label], label);
    },
    remove(label) {
      const labels = Object.keys(store.now.state.starts);
      const at = labels.indexOf(label);
      const focused = document.activeElement;
      const onPlane = focused instanceof HTMLElement && focused.dataset.start === label;
      if (store.change(removeStart(label)) && onPlane) handles.focus(labels[at + 1] ?? labels[at - 1]);
    },
  });

  const warn = (text: string) => {
    byId("alert").textContent = text;
  };
  return {
    handles,
    warn,
    show(state, dark) {
      controls.show(state);
      startList.show(state.starts, dark);
      presetMenu.show(state);
    },
    complain(problems) {
      const others = startList.complain(controls.complain(problems));
      warn(others.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; "));
    },
  };
}
