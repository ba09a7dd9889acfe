import { describe, expect, it } from "vitest";
import { METRICS } from "../../src/measure/registry.js";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { expand } from "../../src/scenario/expand.js";
import { previewStart } from "../../src/simulate/preview.js";
import { simulateStart } from "../../src/simulate/simulate.js";

describe("a preview", () => {
  it.each(builtinScenarios())("ends where and when the full runs of %s end", (name) => {
    for (const { settings } of expand(loadScenario(name, { catalogue }))) {
      for (const label of Object.keys(settings.starts)) {
        const [quick, full] = [previewStart(settings, label), simulateStart(settings, label)];
        expect([quick.status, quick.t, quick.x, quick.loss]).toEqual([
          full.status,
          full.t,
          full.x,
          full.loss,
        ]);
        expect(quick.events).toEqual(full.events);
        expect(quick.metrics.extinctionTime).toBe(full.metrics.extinctionTime);
        expect(quick.curve[0]).toEqual(full.curve[0]);
        expect(quick.curve.length).toBeLessThan(full.curve.length / 2);
      }
    }
  });

  it("has of a run that failed what the full run has: nothing that depends on its end", () => {
    const [{ settings }] = expand(loadScenario("weak-sft", { catalogue }));
    const [label] = Object.keys(settings.starts);
    const failing = { ...settings, maxSteps: 5 };
    const [quick, full] = [previewStart(failing, label), simulateStart(failing, label)];
    expect([quick.status, full.status]).toEqual(["step-limit", "step-limit"]);
    expect(quick.metrics.finalPreferred).toBeNull();
    for (const name of METRICS) {
      if (full.metrics[name] === null) expect(quick.metrics[name], name).toBeNull();
    }
    expect(quick.metrics.updateRatioStart).toBe(full.metrics.updateRatioStart);
    expect(quick.metrics.updateRatioStart).not.toBeNull();
  });
});
