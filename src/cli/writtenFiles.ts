import { type TableSubjects, tableLabels } from "../render/tables/registry.js";
import { FIGURE_FILES } from "./figures.js";

/** The files that a command writes, as its help lists them: "summary.json, trajectories.csv, phase-plane.*". */
export const writtenFiles = (command: keyof TableSubjects): string =>
  [...tableLabels(command), ...FIGURE_FILES[command].map((name) => `${name}.*`)].join(", ");
