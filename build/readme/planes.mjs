import { planes } from "../../dist/model/planes/registry.js";
import { DEFAULTS } from "../../dist/scenario/defaults.js";
import { SWEEP_PLANES } from "../../dist/sweep/sweepPlanes.js";
import { code, paragraph } from "./markdown.mjs";

const described = ({ name, meaning }) =>
  `${code(name)}: ${meaning}${name === DEFAULTS.figure.plane ? " (default)" : ""}`;

export const planeSections = {
  /** What `figure.plane` and `sweep --plane` take. */
  planes: paragraph(
    `${code("figure.plane")} takes ${Object.values(planes).map(described).join(", ")}. ` +
      `Sweeps are even in ${SWEEP_PLANES.map(code).join(" or ")} (${code("--plane")}).`,
  ),
};
