import { describe, expect, it } from "vitest";
import { linearText } from "../../src/figure/kit/axes.js";
import { diagonal, diagonalLayers } from "../../src/figure/plane/guides.js";
import { lineLabels } from "../../src/figure/plane/lineLabels.js";
import { createPlane } from "../../src/figure/plane/plane.js";
import { tracks } from "../../src/figure/plane/tracks.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { settings } from "../settings.js";
import { style } from "./fixture.js";

const far = settings({ starts: { a: [1e-10, 1e-10] }, figure: { plane: "log-ratio" } });
/** A part of the plane that has nothing of the start: ten orders of magnitude smaller than its distance. */
const tiny = { u: [0, 1e-9], v: [1e-8, 1.1e-8] } as const;
const plane = createPlane(far, { u: [...tiny.u], v: [...tiny.v] }, 600);

describe("a part of the plane far from everything", () => {
  it("has no diagonal, and no layer for one", () => {
    expect(diagonal(plane)).toEqual([]);
    expect(diagonalLayers(plane, style())).toEqual([]);
  });

  it("has no track of a run that starts beyond its surroundings", () => {
    const [track] = tracks([simulateStart(far, "a")], plane);
    expect(track.page).toEqual([]);
    expect(track.leaves).toBe(false);
  });

  it("tries a bounded number of places on a line, however long it is", () => {
    const page: [number, number][] = [
      [0, 0],
      [1e12, 1e12],
    ];
    const began = performance.now();
    lineLabels([{ text: "far", page }], [], [], plane, style());
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it("has ticks of values that need more decimals than are written", () => {
    expect(linearText([0, 5e-301, 1e-300])).toEqual(["0", "5e−301", "1e−300"]);
  });
});
