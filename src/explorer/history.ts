import { decodeFragment, encodeFragment } from "./fragment.js";
import { type Preset, presetOf } from "./presets.js";
import { showState } from "./store/edits.js";
import { type PageState, readPageState, type Verdict } from "./store/pageState.js";
import type { Edit, Store } from "./store/store.js";

/** The state that a link holds: a preset with its description where it is one. */
function linked(fragment: string, presets: readonly Preset[]): Verdict {
  const decoded = decodeFragment(fragment);
  if ("problem" in decoded) return { problems: [{ path: "", message: decoded.problem }] };
  const verdict = readPageState(decoded.raw, decoded.name);
  if ("problems" in verdict) return verdict;
  return { state: presetOf(verdict.state, presets)?.state ?? verdict.state, notes: [] };
}

/** Shows what a link holds; one that holds nothing sound is refused, in a sentence. */
export const openLink =
  (fragment: string, presets: readonly Preset[]): Edit =>
  (state) => {
    const verdict = linked(fragment, presets);
    if ("state" in verdict) return showState(verdict.state)(state);
    const [{ path, message }] = verdict.problems;
    const reason = path ? `${path}: ${message}` : message;
    return {
      problems: [{ path: "", message: `The link cannot be read: ${reason}. Shown instead: ${state.title}.` }],
    };
  };

/** The address of the page, which holds the state, so that the browser's Back and Forward undo and redo. */
export interface StateHistory {
  /** Shows what the address holds. @returns false where it holds nothing that can be shown */
  read(): boolean;
  /** Puts the state into the address: a new entry where there was another state. */
  write(): void;
}

/** Keeps a store and the address together. */
export function createStateHistory(store: Store, presets: readonly Preset[]): StateHistory {
  const shown = (state: PageState) => `#${encodeFragment(state)}`;
  const held = () => location.hash.length > 1;
  return {
    read: () => held() && store.change(openLink(location.hash, presets)),
    write() {
      const fragment = shown(store.now.state);
      if (fragment === location.hash) return;
      const before = held() ? linked(location.hash, presets) : undefined;
      const other = before && "state" in before && shown(before.state) !== fragment;
      if (other) history.pushState(null, "", fragment);
      else history.replaceState(null, "", fragment);
    },
  };
}
