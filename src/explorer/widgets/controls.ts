import type { Problem } from "../../errors.js";
import { domains } from "../../model/domains/registry.js";
import { geometries } from "../../model/geometries/registry.js";
import { losses } from "../../model/losses/registry.js";
import { lossFacts } from "../../model/lossFacts.js";
import { DEFAULTS } from "../../scenario/defaults.js";
import type { Override } from "../../scenario/override.js";
import { parsePath } from "../../scenario/path.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "./element.js";
import { createField, type Field } from "./fields/boxField.js";
import { parameterField } from "./fields/parameterField.js";
import { fillMenu } from "./fields/selectField.js";
import { sliderScale } from "./fields/sliderScale.js";
import { createTupleField } from "./fields/tupleField.js";
import { indexed } from "./indexed.js";
import type { Kernel } from "./kernelEllipse.js";
import { kernelPicture } from "./kernelPicture.js";

const PLANES = [
  { value: "ratio", text: "probability ratios x" },
  { value: "probability", text: "probabilities π" },
  { value: "log-ratio", text: "log-ratios r = log x" },
];

/** Rarely changed values: path, label and range. */
const MORE = [
  ["title", "Title"],
  ["horizon", "Longest time", { default: 20, exclusiveMinimum: 0 }],
  [
    "tolerance.relative",
    "Relative error of the integrator",
    { default: DEFAULTS.tolerance.relative, exclusiveMinimum: 0 },
  ],
  ["targets.margin", "Target margin", { default: DEFAULTS.targets.margin }],
  [
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

/** Wires up the form. */
export function createControls(set: SetValues): Controls {
  const fields = new Map<string, Field>();
  const to = (path: string) => (value: unknown, live: boolean) =>
    set([{ path: path === "title" ? [path] : parsePath(path), value }], live);

  const menu = (id: string, path: string) => {
    const select = byId<HTMLSelectElement>(id);
    select.addEventListener("change", () => to(path)(select.value, false));
    return select;
  };
  const loss = menu("loss", "loss.name");
  const geometry = menu("geometry", "geometry.name");
  const domain = menu("domain", "domain");
  const plane = menu("plane", "figure.plane");
  const all = Object.values(losses).map(lossFacts);
  fillMenu(
    loss,
    all.map(({ name, title, margin }) => ({
      value: name,
      text: `${name}: ${title}`,
      group: margin ? "of the margin alone" : "of each response",
    })),
  );
  fillMenu(
    geometry,
    Object.values(geometries).map(({ name }) => ({ value: name, text: name })),
  );
  fillMenu(
    domain,
    Object.values(domains).map(({ name, meaning }) => ({ value: name, text: `${name}: ${meaning}` })),
  );
  fillMenu(plane, PLANES);

  const place = (host: string, path: string, field: Field) => {
    fields.set(path, field);
    byId(host).append(field.root);
  };
  for (const [key, label] of [
    ["preferred", "preferred response"],
    ["dispreferred", "dispreferred response"],
  ]) {
    const path = `reference.${key}`;
    const slider = sliderScale({ default: 1, exclusiveMinimum: 0, maximum: 1 });
    place("reference", path, createField({ id: path, label, slider, onChange: to(path) }));
  }
  for (const [path, label, range] of MORE) {
    const options = { id: path, label, onChange: to(path) };
    place("more", path, createField(range ? { ...options, slider: sliderScale(range) } : options));
  }

  let shownLoss = "";
  const showLoss = ({ name }: PageState["loss"]) => {
    if (name === shownLoss) return;
    shownLoss = name;
    const facts = lossFacts(losses[name]);
    for (const path of [...fields.keys()]) if (path.startsWith("loss.")) fields.delete(path);
    const host = byId("loss-parameters");
    host.replaceChildren();
    for (const parameter of facts.parameters) {
      const path = `loss.${parameter.name}`;
      place("loss-parameters", path, parameterField(parameter, { id: path, onChange: to(path) }));
    }
    byId("loss-formula").replaceChildren(...indexed(`L = ${facts.formula}`));
    const rest = facts.restPoint === "none" ? "It has no rest point." : `At rest where ${facts.restPoint}.`;
    byId("loss-note").replaceChildren(...indexed(`${rest} ${facts.source}.`));
  };

  let shownGeometry = "";
  const showGeometry = ({ name, matrix }: PageState["geometry"]) => {
    const host = byId("geometry-parameters");
    if (name !== shownGeometry) {
      shownGeometry = name;
      const { formula, meaning } = geometries[name];
      byId("geometry-note").replaceChildren(...indexed(`${formula}: ${meaning}.`));
      host.replaceChildren();
      fields.delete("geometry.matrix");
      if (matrix) {
        const options = {
          id: "geometry.matrix",
          label: "Kernel k₁₁, k₁₂, k₂₂",
          onChange: to("geometry.matrix"),
        };
        place("geometry-parameters", options.id, createTupleField(options, ["k11", "k12", "k22"]));
      }
    }
    host.querySelector("svg")?.remove();
    if (matrix) host.append(kernelPicture(matrix as Kernel));
  };

  return {
    show(state) {
      for (const field of fields.values()) field.problem("");
      showLoss(state.loss);
      showGeometry(state.geometry);
      loss.value = state.loss.name;
      geometry.value = state.geometry.name;
      domain.value = state.domain;
      plane.value = state.figure.plane;
      for (const [path, field] of fields) {
        const value = parsePath(path).reduce<unknown>(
          (at, key) => (at as Record<string, unknown>)[key],
          state,
        );
        field.set(value);
      }
    },
    complain(problems) {
      return problems.filter(({ path, message }) => {
        const found = [...fields].find(([key]) => path === key || path.startsWith(`${key}[`));
        found?.[1].problem(message);
        return !found;
      });
    },
  };
}
