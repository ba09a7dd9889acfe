import type { Result } from "../analysis/run.js";
import type { FigureSpec } from "../figure/spec.js";
import type { Style } from "../figure/theme.js";
import type { Panel, Scenario } from "../scenario/schema.js";

/** What a figure is drawn from. */
export interface Subject {
  scenario: Scenario;
  panels: readonly Panel[];
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

/** The field of a scenario's first panel on the grid that a figure of it wants. */
async function fieldOf({ panels, style }: Subject) {
  const [{ sampleField }, { phasePlaneGrid }] = await Promise.all([
    import("../flow/field.js"),
    import("../figure/phasePlane.js"),
  ]);
  const [{ settings }] = panels;
  return { settings, field: sampleField(settings, phasePlaneGrid({ settings, runs: [] }, style)) };
}

/** Every kind by name; a new one is one entry here. What it needs loads when it is drawn. */
export const FIGURE_KINDS: Readonly<Record<string, FigureKind>> = {
  landscape: {
    summary: "the loss over the plane, with labelled lines of equal loss (Figure 1(a) of arXiv:2404.04626)",
    draw: async (subject) => {
      const { landscape } = await import("../figure/landscape.js");
      const { settings, field } = await fieldOf(subject);
      return landscape(settings, field, subject.style);
    },
  },
  field: {
    summary: "−∇L as arrows whose length tells the magnitude (Figure 1(b) of arXiv:2404.04626)",
    draw: async (subject) => {
      const { fieldFigure } = await import("../figure/fieldFigure.js");
      const { settings, field } = await fieldOf(subject);
      return fieldFigure(settings, field, subject.style, subject.trueLength ? "true" : "log");
    },
  },
  "phase-plane": {
    summary: "trajectories over the field; one panel per combination of `vary`",
    draw: async ({ result, style }) => {
      const [{ sampleField }, { phasePlane, phasePlaneGrid }] = await Promise.all([
        import("../flow/field.js"),
        import("../figure/phasePlane.js"),
      ]);
      const [panel] = (await result()).panels;
      return phasePlane(panel, sampleField(panel.settings, phasePlaneGrid(panel, style)), style);
    },
  },
  "time-series": {
    summary: "x1, x2 and the loss against time",
    draw: async ({ result, style, logTime }) => {
      const { timeSeries } = await import("../figure/timeSeries.js");
      const [panel] = (await result()).panels;
      return timeSeries(panel, style, { logTime });
    },
  },
  convergence: {
    summary: "how long each start takes, and where it ends",
    draw: async ({ scenario, result, style }) => {
      const [{ compare }, { convergence }] = await Promise.all([
        import("../analysis/compare.js"),
        import("../figure/convergence.js"),
      ]);
      return convergence(compare([await result()]), [scenario], style);
    },
  },
};
