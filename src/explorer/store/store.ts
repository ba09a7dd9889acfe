import type { Problem } from "../../errors.js";
import { mended } from "./mend.js";
import { type PageState, readPageState, type Verdict } from "./pageState.js";

/** What a change asks for. Nothing of it has been checked. */
export interface Proposal {
  name: string;
  /** As a scenario file holds it, without `vary`. */
  raw: Readonly<Record<string, unknown>>;
  /** The start that the change is about. */
  touched?: string;
  /**
   * Top-level keys that were asked for as they are, and stay: starts and reference that they rule out are brought
   * along. Where it is absent, nothing is.
   */
  asked?: ReadonlySet<unknown>;
  /** Where the page shows whatever is wrong; default: at the path where it is wrong. */
  shownAt?: string;
}

/** A change: what it makes of the state, or why it cannot be made. */
export type Edit = (state: PageState) => Proposal | { problems: readonly Problem[] };

/** What the store holds after a change. */
export interface Snapshot {
  /** Sound: every number in its range, every start where it may be. */
  readonly state: PageState;
  /** What the last accepted change brought along, for people. */
  readonly notes: readonly string[];
  /** The start that the last accepted change was about. */
  readonly touched: string | undefined;
  /** Why the last change was refused, and the state stayed as it was; none after one that was accepted. */
  readonly problems: readonly Problem[];
}

/** What the page shows, with one door for every change of it. */
export interface Store {
  readonly now: Snapshot;
  /**
   * Makes a change if what comes out is sound, and tells the subscribers either way.
   *
   * @param live whether more changes follow at once, as while a start is dragged
   * @returns whether it was made
   */
  change(edit: Edit, live?: boolean): boolean;
  subscribe(listener: (now: Snapshot, live: boolean) => void): void;
}

/** A store that begins with a sound state. */
export function createStore(first: PageState): Store {
  let now: Snapshot = { state: first, notes: [], touched: undefined, problems: [] };
  const listeners: ((now: Snapshot, live: boolean) => void)[] = [];
  return {
    get now() {
      return now;
    },
    change(edit, live = false) {
      const proposal = edit(now.state);
      const [verdict, touched] =
        "problems" in proposal ? [proposal, undefined] : [judged(proposal), proposal.touched];
      const accepted = "state" in verdict;
      now = accepted ? { ...verdict, touched, problems: [] } : { ...now, problems: verdict.problems };
      for (const listener of listeners) listener(now, live);
      return accepted;
    },
    subscribe: (listener) => void listeners.push(listener),
  };
}

/** Checks what a change asks for, and brings along what it rules out where that helps. */
function judged({ name, raw, asked, shownAt }: Proposal): Verdict {
  const first = readPageState(raw, name);
  if ("state" in first) return first;
  const repair = asked && mended(raw, asked);
  if (repair && repair.notes.length > 0) {
    const second = readPageState(repair.raw, name);
    if ("state" in second) return { state: second.state, notes: repair.notes };
  }
  if (shownAt === undefined) return first;
  return { problems: first.problems.map(({ message }) => ({ path: shownAt, message })) };
}
