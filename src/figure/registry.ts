import type { AnyFigureKind, FigureKind } from "./kind.js";

/** Every kind of figure by its name, which the figure itself carries too. A new kind is one entry here. */
export const FIGURE_KINDS = {
  landscape: {
    title: "loss landscape",
    summary:
      "the loss over the plane, with labelled lines of equal loss (as Figure 1(a) of arXiv:2404.04626)",
    from: "settings",
    heeds: [],
    load: async () => (await import("./kinds/landscape.js")).landscape,
  },
  field: {
    title: "gradient field",
    summary: "−∇L as arrows whose length tells the magnitude (as Figure 1(b))",
    from: "settings",
    heeds: ["trueLength"],
    load: async () => (await import("./kinds/fieldFigure.js")).fieldFigure,
  },
  "phase-plane": {
    title: "phase plane",
    summary: "trajectories over the field; small multiples where the scenario varies something",
    from: "result",
    heeds: ["details"],
    load: async () => (await import("./kinds/phasePlane/phasePlane.js")).phasePlane,
  },
  "time-series": {
    title: "time series",
    summary: "x1, x2 and the loss against time",
    from: "panel",
    heeds: ["logTime", "logState", "margin"],
    load: async () => (await import("./kinds/timeSeries/timeSeries.js")).timeSeries,
  },
  convergence: {
    title: "comparison",
    summary: "how long each start takes, and where it ends",
    from: "comparison",
    heeds: [],
    load: async () => (await import("./kinds/convergence/convergence.js")).convergence,
  },
  heatmap: {
    title: "heatmap",
    summary: "one metric of a sweep by start, over the plane",
    from: "sweep",
    heeds: [],
    load: async () => (await import("./kinds/heatmap/heatmap.js")).heatmap,
  },
  claims: {
    title: "claims",
    summary: "where in the plane each claim of arXiv:2404.04626 is true",
    from: "claims",
    heeds: [],
    load: async () => (await import("./kinds/claims.js")).claimsFigure,
  },
  "training-log": {
    title: "training log in the plane",
    summary: "training logs in the log-ratio plane, over the flow fitted to the first of them",
    from: "logs",
    heeds: [],
    load: async () => (await import("./kinds/trainingLog/trainingLog.js")).trainingLogFigure,
  },
  "training-log-time": {
    title: "training log over time",
    summary: "logged and simulated log-ratios over the steps of training",
    from: "logs",
    heeds: [],
    load: async () => (await import("./kinds/trainingLog/trainingLogTime.js")).trainingLogTime,
  },
} as const satisfies Readonly<Record<string, AnyFigureKind>>;

/** Name of a kind of figure. */
export type FigureKindName = keyof typeof FIGURE_KINDS;

/** Their names, in order. */
export const FIGURE_KIND_NAMES = Object.keys(FIGURE_KINDS) as FigureKindName[];

/** The sort of subject that each kind is drawn from. */
export type SubjectOf = { [Kind in FigureKindName]: (typeof FIGURE_KINDS)[Kind]["from"] };

/** The options that each kind heeds. */
export type HeededBy = { [Kind in FigureKindName]: (typeof FIGURE_KINDS)[Kind]["heeds"][number] };

/** The kinds with their types kept together: what a kind is drawn from goes with how it is drawn. */
export const kinds: { readonly [Kind in FigureKindName]: FigureKind<SubjectOf[Kind]> } = FIGURE_KINDS;
