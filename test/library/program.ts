import { figure, type PictureOptions, parseScenario, render, simulate } from "dpo-flow";

/** What the library does in a page: reads a scenario, simulates it, makes a specification and draws it. */
export async function program() {
  const scenario = parseScenario("starts: { weak: [0.2, 0.1] }\nloss: { beta: 0.3 }", "page");
  const result = simulate(scenario);
  const [panel] = result.panels;
  const series = await figure("time-series", panel, { preset: "acl" });
  return {
    extinctionTime: panel.runs[0].metrics.extinctionTime,
    schema: series.$schema,
    draw: (options?: PictureOptions) => render(series, "svg", options),
    drawPlane: async () => render(await figure("phase-plane", result, { preset: "acl" }), "svg"),
  };
}
