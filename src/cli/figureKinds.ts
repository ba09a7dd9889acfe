import type { FigureSpec } from "../figure/kit/spec.js";
import type { Style } from "../figure/kit/theme.js";
import type { Panel, Scenario } from "../scenario/schema.js";
import type { Result } from "../simulate/run.js";
import { planeFigure } from "./figures.js";

/** What a figure is drawn from. */
export interface Subject {
  scenario: Scenario;
  /** The one that figures of a single panel draw. */
  panel: Panel;
  /** Simulates the scenario; figures of the field alone never ask. */
  result: () => Promise<Result>;
  style: Style;
  /** Whether time has a logarithmic axis, where it is an axis. */
  logTime: boolean;
  /** Whether arrows are as long as the field is strong, in figures of the field. */
  trueLength: boolean;
}

/** A kind of figure that `figure` draws. */
export interface FigureKind {
  summary: string;
  draw(subject: Subject): Promise<FigureSpec>;
}

/** The field of a panel on the grid that a figure of it wants. */
async function fieldOf({ panel: { settings }, style }: Subject) {
  const [{ sampleField }, { phasePlaneGrid }] = await Promise.all([
    import("../model/field.js"),
    import("../figure/kinds/phasePlane.js"),
  ]);
  return { settings, field: sampleField(settings, phasePlaneGrid({ settings, runs: [] }, style)) };
}

/** Every kind by name; a new one is one entry here. What it needs loads when it is drawn. */
export const FIGURE_KINDS: Readonly<Record<string, FigureKind>> = {
  landscape: {
    summary:
      "the loss over the plane, with labelled lines of equal loss (as Figure 1(a) of arXiv:2404.04626)",
    draw: async (subject) => {
      const { landscape } = await import("../figure/kinds/landscape.js");
      const { settings, field } = await fieldOf(subject);
      return landscape(settings, field, subject.style);
    },
  },
  field: {
    summary: "−∇L as arrows whose length tells the magnitude (as Figure 1(b))",
    draw: async (subject) => {
      const { fieldFigure } = await import("../figure/kinds/fieldFigure.js");
      const { settings, field } = await fieldOf(subject);
      return fieldFigure(settings, field, subject.style, subject.trueLength ? "true" : "log");
    },
  },
  "phase-plane": {
    summary: "trajectories over the field; small multiples where the scenario varies something",
    draw: async ({ result, style }) => planeFigure(await result(), style),
  },
  "time-series": {
    summary: "x1, x2 and the loss against time",
    draw: async ({ panel, result, style, logTime }) => {
      const { timeSeries } = await import("../figure/kinds/timeSeries.js");
      const { panels } = await result();
      const drawn = panels.find((each) => each.panel === panel.name) ?? panels[0];
      return timeSeries(drawn, style, { logTime });
    },
  },
  convergence: {
    summary: "how long each start takes, and where it ends",
    draw: async ({ scenario, result, style }) => {
      const [{ compare }, { convergence }] = await Promise.all([
        import("../simulate/compare.js"),
        import("../figure/kinds/convergence.js"),
      ]);
      return convergence(compare([await result()]), [scenario], style);
    },
  },
};
