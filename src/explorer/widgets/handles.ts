import { readable } from "../../figure/kit/captions.js";
import type { PageState } from "../store/pageState.js";
import type { PlaneMap } from "../views/planeMap.js";
import { byId, element } from "./element.js";

/** What is asked for on the plane. */
export interface PlaneActions {
  /** Where a start is now, drawn or not. */
  where(label: string): readonly [number, number];
  add(x: [number, number]): void;
  /** @param live whether more is coming at once, as while a start is dragged */
  move(label: string, x: [number, number], live: boolean): void;
  remove(label: string): void;
  /** Tells what lies under the pointer, or is focused; nothing when it has left. */
  look(x: readonly [number, number] | undefined, label?: string): void;
}

/** Share of an axis by which an arrow key moves a start, and by which it does with Shift. */
const STEP = { coarse: 0.02, fine: 0.002 } as const;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Buttons on the starts of the plane, one each: for pointer, touch and keyboard. */
export interface Handles {
  show(starts: PageState["starts"]): void;
  focus(label: string): void;
}

/** The label of the start whose button an event is about. */
const labelOf = (target: EventTarget | null) =>
  target instanceof HTMLElement ? target.closest<HTMLElement>(".handle")?.dataset.start : undefined;

/** Follows the pointer over the stage: starts are added, dragged and removed, and what lies under it is told. */
function followPointer(stage: HTMLElement, map: PlaneMap, actions: PlaneActions): void {
  let dragged: { label: string; pointer: number } | undefined;
  const place = ({ clientX, clientY }: MouseEvent) => {
    const { left, top } = stage.getBoundingClientRect();
    return map.at(clientX - left, clientY - top);
  };
  stage.addEventListener("pointerdown", ({ target, button, pointerId }) => {
    const label = labelOf(target);
    if (label === undefined || button !== 0) return;
    dragged = { label, pointer: pointerId };
    if (target instanceof HTMLElement) target.closest(".handle")?.setPointerCapture(pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    const x = place(event);
    if (dragged && dragged.pointer === event.pointerId) {
      if (x) actions.move(dragged.label, x, true);
    } else actions.look(x, labelOf(event.target));
  });
  const drop = (event: PointerEvent) => {
    if (!dragged || dragged.pointer !== event.pointerId) return;
    const { label } = dragged;
    dragged = undefined;
    actions.move(label, [...actions.where(label)], false);
  };
  stage.addEventListener("pointerup", drop);
  stage.addEventListener("pointercancel", drop);
  stage.addEventListener("pointerleave", () => actions.look(undefined));
  stage.addEventListener("click", (event) => {
    const x = place(event);
    if (x && labelOf(event.target) === undefined) actions.add(x);
  });
  stage.addEventListener("dblclick", (event) => {
    const label = labelOf(event.target);
    if (label !== undefined) actions.remove(label);
  });
}

/** Moves and removes the focused start by keys, and tells where it is. */
function followKeys(host: HTMLElement, map: PlaneMap, actions: PlaneActions): void {
  host.addEventListener("keydown", (event) => {
    const label = labelOf(event.target);
    if (label === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? STEP.fine : STEP.coarse;
      actions.move(label, map.nudged(actions.where(label), arrow[0] * step, arrow[1] * step), true);
    } else if (event.key === "Delete" || event.key === "Backspace") actions.remove(label);
    else return;
    event.preventDefault();
  });
  host.addEventListener("focusin", (event) => {
    const label = labelOf(event.target);
    if (label !== undefined) actions.look(actions.where(label), label);
  });
  host.addEventListener("focusout", () => actions.look(undefined));
}

/** Makes a button for each label out of those that there are: one that stays keeps its focus. */
function withButtons(
  host: HTMLElement,
  before: ReadonlyMap<string, HTMLButtonElement>,
  labels: readonly string[],
): Map<string, HTMLButtonElement> {
  const made = () => element("button", { type: "button", class: "handle", "aria-describedby": "plane-help" });
  const buttons = new Map(labels.map((label) => [label, before.get(label) ?? made()]));
  for (const [label, button] of before) if (buttons.get(label) !== button) button.remove();
  for (const [label, button] of buttons) {
    button.dataset.start = label;
    if (!button.isConnected) host.append(button);
  }
  return buttons;
}

/** Wires up the plane for pointer, touch and keyboard. */
export function createHandles(map: PlaneMap, actions: PlaneActions): Handles {
  const host = byId("handles");
  let buttons = new Map<string, HTMLButtonElement>();
  followPointer(byId("stage"), map, actions);
  followKeys(host, map, actions);
  return {
    show(now) {
      const labels = Object.keys(now);
      if (labels.join("\n") !== [...buttons.keys()].join("\n")) buttons = withButtons(host, buttons, labels);
      for (const [label, button] of buttons) {
        const [x1, x2] = now[label];
        const at = map.pixels([x1, x2]);
        button.hidden = !at;
        button.style.left = `${at?.[0] ?? 0}px`;
        button.style.top = `${at?.[1] ?? 0}px`;
        button.setAttribute("aria-label", `${label}: x1 = ${readable(x1)}, x2 = ${readable(x2)}`);
      }
    },
    focus: (label) => buttons.get(label)?.focus(),
  };
}
