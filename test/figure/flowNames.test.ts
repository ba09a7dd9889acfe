import { describe, expect, it, vi } from "vitest";
import { fieldFigure } from "../../src/figure/kinds/fieldFigure.js";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { flowNames } from "../../src/figure/kit/flowNames.js";
import { panel, STARTS, settings, style } from "./fixture.js";

// No loss of the registry need have a force that is no gradient: here one stands in for KTO, with a reference point
// z = r2/2 that is held fixed while the gradient is taken.
vi.mock("../../src/model/losses/registry.js", async (original) => {
  const module = await original<typeof import("../../src/model/losses/registry.js")>();
  const { setSigned, sigmoid } = await import("../../src/model/logarithm.js");
  const { logBump } = await import("../../src/model/losses/curve.js");
  const { defineLoss } = await import("../../src/model/losses/define.js");
  const kto = defineLoss({
    name: "kto",
    title: "Detached KTO",
    formula: "f",
    source: "here",
    restPoint: "none",
    parameters: {},
    form: () => ({
      margin: false,
      value: (r1, r2) => 2 - sigmoid(r1 - r2 / 2) - sigmoid(-r2 / 2),
      logForce(r1, r2, out) {
        setSigned(out, 0, 1, logBump(r1 - r2 / 2));
        setSigned(out, 2, -1, logBump(-r2 / 2));
      },
    }),
  });
  return { ...module, losses: { ...module.losses, kto } };
});

describe("a flow", () => {
  const ratios = { geometry: { name: "ratio" }, figure: { plane: "ratio" } } as const;

  it("is that of a gradient where the force is one, as long as the plane's coordinates are the geometry's", () => {
    expect(flowNames({ conservative: true }, ratios).speed).toBe("|∇L|");
    expect(flowNames({ conservative: true }, { ...ratios, figure: { plane: "log-ratio" } }).speed).toBe(
      "speed",
    );
    const words = JSON.stringify(fieldFigure(settings(STARTS), style()));
    expect(words).toContain("|∇L|");
    expect(words).toContain("gradient flow of the loss");
    expect(JSON.stringify(timeSeries(panel(), style()))).toContain('"gradient-flow time t"');
  });

  it("is none where it is not", () => {
    const words = JSON.stringify(fieldFigure(settings(STARTS, { loss: { name: "kto" } }), style()));
    expect(words).toContain('"speed, length: its logarithm"');
    expect(words).not.toMatch(/∇|gradient/i);
    const series = JSON.stringify(timeSeries(panel(STARTS, { loss: { name: "kto" } }), style()));
    expect(series).toContain('"time t"');
    expect(series).not.toMatch(/gradient/i);
  });
});
