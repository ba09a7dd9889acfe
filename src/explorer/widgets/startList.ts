import type { Problem } from "../../errors.js";
import type { PageState } from "../store/pageState.js";
import { hueOn } from "../views/palette.js";
import { byId, element } from "./element.js";
import { shownText, typed } from "./fields/formField.js";

/** What the list of starts asks for. */
export interface StartActions {
  rename(label: string, to: string): void;
  move(label: string, x: [unknown, unknown]): void;
  remove(label: string): void;
  add(): void;
}

/** The starts as boxes: name, x1 and x2. */
export interface StartList {
  show(starts: PageState["starts"], dark: boolean): void;
  /** Says at each start what is wrong with it. @returns the problems that no start stands for */
  complain(problems: readonly Problem[]): Problem[];
}

interface Entry {
  root: HTMLElement;
  /** Gives the boxes a start to stand for. */
  show(label: string, x: readonly [number, number], colour: string): void;
  problem(message: string): void;
}

function createEntry(i: number, actions: StartActions): Entry {
  let label = "";
  const box = () =>
    element("input", { type: "text", "aria-describedby": `start-${i}-problem`, maxlength: "80" });
  const name = box();
  name.setAttribute("aria-label", `Name of start ${i + 1}`);
  const x = [box(), box()] as const;
  const remove = element("button", { type: "button", class: "remove" }, "×");
  const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
  const wrong = element("p", { class: "problem", id: `start-${i}-problem` });
  name.addEventListener("change", () => actions.rename(label, name.value.trim()));
  for (const each of x) {
    each.setAttribute("inputmode", "decimal");
    each.addEventListener("change", () => actions.move(label, [typed(x[0].value), typed(x[1].value)]));
  }
  remove.addEventListener("click", () => actions.remove(label));
  const problem = (message: string) => {
    wrong.textContent = message;
    for (const each of [name, ...x]) {
      if (message) each.setAttribute("aria-invalid", "true");
      else each.removeAttribute("aria-invalid");
    }
  };
  return {
    root: element("div", { class: "start" }, swatch, name, ...x, remove, wrong),
    problem,
    show(to, at, colour) {
      label = to;
      name.value = to;
      swatch.style.background = colour;
      remove.setAttribute("aria-label", `Remove ${to}`);
      for (const k of [0, 1] as const) {
        x[k].setAttribute("aria-label", `x${k + 1} of ${to}`);
        x[k].value = shownText(at[k]);
      }
      problem("");
    },
  };
}

const head = () =>
  element(
    "div",
    { class: "start head", "aria-hidden": "true" },
    ...["", "name", "x₁", "x₂"].map((text) => element("span", {}, text)),
  );

/** Wires up the list. */
export function createStartList(actions: StartActions): StartList {
  const host = byId("starts");
  let entries: Entry[] = [];
  let labels: string[] = [];
  byId("add").addEventListener("click", () => actions.add());
  host.append(head());
  return {
    show(starts, dark) {
      labels = Object.keys(starts);
      while (entries.length < labels.length) {
        const made = createEntry(entries.length, actions);
        entries.push(made);
        host.append(made.root);
      }
      for (const { root } of entries.slice(labels.length)) root.remove();
      entries = entries.slice(0, labels.length);
      for (const [i, label] of labels.entries()) entries[i].show(label, starts[label], hueOn(dark, i));
    },
    complain(problems) {
      return problems.filter(({ path, message }) => {
        const at = labels.findIndex(
          (label) => path === `starts.${label}` || path.startsWith(`starts.${label}[`),
        );
        if (at >= 0) entries[at].problem(message);
        return at < 0;
      });
    },
  };
}
