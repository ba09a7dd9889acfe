import { describe, expect, it } from "vitest";
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
});
