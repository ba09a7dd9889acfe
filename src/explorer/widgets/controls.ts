import type { Problem } from "../../errors.js";
import { domains } from "../../model/domains/registry.js";
import { geometries } from "../../model/geometries/registry.js";
import { losses } from "../../model/losses/registry.js";
import { lossFacts } from "../../model/lossFacts.js";
import { planes } from "../../model/planes/registry.js";
import type { Named } from "../../scenario/catalogue.js";
import { DEFAULTS } from "../../scenario/defaults.js";
import type { Override } from "../../scenario/override.js";
import { getAt, parsePath } from "../../scenario/path.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "./element.js";
import { createFamilySection } from "./familySection.js";
import { createFieldSet } from "./fieldSet.js";
import { createBoxField } from "./fields/boxField.js";
import { type Choice, fillMenu } from "./fields/selectField.js";
import { sliderScale } from "./fields/sliderScale.js";
import { indexed } from "./indexed.js";
import { kernelPicture } from "./kernelPicture.js";

/** A menu that page.html holds. */
interface Menu {
  id: string;
  /** Of the value that is chosen. */
  path: string;
  choices: readonly Choice[];
}

const menus = (): Menu[] => [
  {
    id: "loss",
    path: "loss.name",
    choices: Object.values(losses)
      .map(lossFacts)
      .map(({ name, title, margin }) => ({
        value: name,
        text: `${name}: ${title}`,
        group: margin ? "of the margin alone" : "of each response",
      })),
  },
  {
    id: "geometry",
    path: "geometry.name",
    choices: Object.keys(geometries).map((name) => ({ value: name, text: name })),
  },
  {
    id: "domain",
    path: "domain",
    choices: Object.values(domains).map(({ name, meaning }) => ({
      value: name,
      text: `${name}: ${meaning}`,
    })),
  },
  {
    id: "plane",
    path: "figure.plane",
    choices: Object.values(planes).map(({ name, meaning }) => ({ value: name, text: meaning })),
  },
];

const PROBABILITY = { exclusiveMinimum: 0, maximum: 1 } as const;

/** Boxes that are there whatever is chosen: their element, path, label and the range of their slider. */
const BOXES = [
  [
    "reference",
    "reference.preferred",
    "preferred response",
    { default: DEFAULTS.reference.preferred, ...PROBABILITY },
  ],
  [
    "reference",
    "reference.dispreferred",
    "dispreferred response",
    { default: DEFAULTS.reference.dispreferred, ...PROBABILITY },
  ],
  ["more", "title", "Title", undefined],
  // The default horizon is there not to be reached; the slider is about one that most scenarios have.
  ["more", "horizon", "Longest time", { default: 20, exclusiveMinimum: 0 }],
  [
    "more",
    "tolerance.relative",
    "Relative error of the integrator",
    { default: DEFAULTS.tolerance.relative, exclusiveMinimum: 0 },
  ],
  ["more", "targets.margin", "Target margin", { default: DEFAULTS.targets.margin }],
  [
    "more",
    "targets.loss",
    "Target loss, as a share of the first",
    { default: DEFAULTS.targets.loss, exclusiveMinimum: 0, exclusiveMaximum: 1 },
  ],
] as const;

/** Tells that some values are wanted; `live` while more will follow at once. */
export type SetValues = (overrides: readonly Override[], live: boolean) => void;

/** The form beside the figures, except for presets and starts. */
export interface Controls {
  show(state: PageState): void;
  /** Says at each field what is wrong with it. @returns the problems that no field stands for */
  complain(problems: readonly Problem[]): Problem[];
}

function describeLoss({ name }: Named): void {
  const { formula, restPoint, source } = losses[name];
  byId("loss-formula").replaceChildren(...indexed(`L = ${formula}`));
  const rest = restPoint === "none" ? "It has no rest point." : `At rest where ${restPoint}.`;
  byId("loss-note").replaceChildren(...indexed(`${rest} ${source}.`));
}

function describeGeometry({ name }: Named): void {
  const { formula, meaning } = geometries[name];
  byId("geometry-note").replaceChildren(...indexed(`${formula}: ${meaning}.`));
}

/** Draws the K of a geometry in which it is the same everywhere. */
function drawKernel({ geometry: { name, ...parameters }, reference }: PageState): void {
  const { constant } = geometries[name].create(parameters, reference);
  byId("geometry-picture").replaceChildren(...(constant ? [kernelPicture(constant)] : []));
}

/** Wires up the form. */
export function createControls(set: SetValues): Controls {
  const fields = createFieldSet();
  const to = (path: string) => (value: unknown, live: boolean) =>
    set([{ path: parsePath(path), value }], live);

  const chosen = menus().map(({ id, path, choices }) => {
    const menu = byId<HTMLSelectElement>(id);
    fillMenu(menu, choices);
    menu.addEventListener("change", () => to(path)(menu.value, false));
    return { menu, path };
  });
  for (const [host, path, label, range] of BOXES) {
    const options = { id: path, label, onChange: to(path) };
    fields.place(host, path, createBoxField(range ? { ...options, slider: sliderScale(range) } : options));
  }
  const loss = createFamilySection("loss", losses, fields, to);
  const geometry = createFamilySection("geometry", geometries, fields, to);

  return {
    show(state) {
      if (loss.show(state.loss.name)) describeLoss(state.loss);
      if (geometry.show(state.geometry.name)) describeGeometry(state.geometry);
      drawKernel(state);
      for (const { menu, path } of chosen) menu.value = String(getAt(state, parsePath(path)));
      fields.show(state);
    },
    complain: fields.complain,
  };
}
