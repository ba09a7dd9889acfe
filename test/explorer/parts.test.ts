import { describe, expect, it } from "vitest";
import plainArray from "../../src/explorer/plainArray.js";
import { bandColours, DARK_HUES, darkened } from "../../src/explorer/views/palette.js";
import { stateAt } from "../../src/explorer/views/stateAt.js";
import { rangeOf, sliderScale } from "../../src/explorer/widgets/fields/sliderScale.js";
import { kernelEllipse } from "../../src/explorer/widgets/kernelEllipse.js";
import { HUES, ink } from "../../src/figure/kit/theme.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { parameterFacts } from "../../src/model/parameterFacts.js";

describe("sliders", () => {
  const families = [...Object.values(losses), ...Object.values(geometries)];
  const numbers = families.flatMap((family) =>
    parameterFacts(family.parameters).flatMap((facts) => {
      const range = rangeOf(facts);
      return range ? [{ name: `${family.name}.${facts.name}`, range, family, key: facts.name }] : [];
    }),
  );

  it.each(numbers)("$name: holds its default, and nothing that is not allowed", ({ range, family, key }) => {
    const scale = sliderScale(range);
    expect(scale.value(scale.position(range.default))).toBeCloseTo(range.default, 9);
    for (const position of [0, 1, Math.floor(scale.steps / 2), scale.steps]) {
      expect(family.parameters.safeParse({ [key]: scale.value(position) }).success).toBe(true);
      expect(scale.position(scale.value(position))).toBe(position);
    }
  });

  it("take whole numbers one by one", () => {
    expect(numbers.map(({ name }) => name)).toContain("softmax.others");
    const scale = sliderScale({ default: 3, minimum: 1, maximum: Number.MAX_SAFE_INTEGER, whole: true });
    expect([0, 1, 2, scale.steps].map(scale.value)).toEqual([1, 2, 3, 101]);
    expect(sliderScale({ default: 3, minimum: 1, maximum: 4, whole: true }).steps).toBe(3);
  });

  it("hold a default that no hundredth of the range hits, and the bounds", () => {
    const scale = sliderScale({ default: 0.5, minimum: 0.1, maximum: 3 });
    const values = Array.from({ length: scale.steps + 1 }, (_, position) => scale.value(position));
    expect(values).toContain(0.5);
    expect([values[0], values[scale.steps]]).toEqual([0.1, 3]);
    expect(values.map(scale.position)).toEqual(values.map((_, position) => position));
    expect(scale.position(0.506)).toBe(scale.position(0.5));
  });

  it("are at their end for values beyond it", () => {
    const scale = sliderScale({ default: 0.1, exclusiveMinimum: 0 });
    expect([scale.position(1e9), scale.position(1e-9)]).toEqual([scale.steps, 0]);
  });
});

describe("the ellipse of a kernel", () => {
  it("is the image of the unit circle", () => {
    const [k11, k12, k22] = [1, 1.2, 2];
    const { major, minor, angle } = kernelEllipse([k11, k12, k22]);
    // Trace, determinant and K·e = λ·e.
    expect(major + minor).toBeCloseTo(k11 + k22, 12);
    expect(major * minor).toBeCloseTo(k11 * k22 - k12 ** 2, 12);
    const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    expect(k11 * c + k12 * s).toBeCloseTo(major * c, 12);
    expect(k12 * c + k22 * s).toBeCloseTo(major * s, 12);
  });

  it("is a circle for the identity and a line for a kernel of rank 1", () => {
    expect(kernelEllipse([1, 0, 1])).toEqual({ major: 1, minor: 1, angle: 0 });
    expect(kernelEllipse([1, 1, 1])).toEqual({ major: 2, minor: 0, angle: 45 });
  });
});

describe("dark colours", () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };

  it("stand for every colour of the theme", () => {
    for (const colour of [...Object.values(ink), ...HUES])
      expect(darkened([colour], 0)).not.toEqual([colour]);
    expect(darkened({ range: bandColours(6, false) }, 6)).toEqual({ range: bandColours(6, true) });
  });

  it("of starts and arrows can be told from every band", () => {
    const arrow = darkened(ink.arrow, 0);
    for (const colour of [...DARK_HUES, arrow]) {
      for (const band of bandColours(8, true)) expect(contrast(colour, band)).toBeGreaterThan(3);
    }
    expect(contrast(darkened(ink.text, 0), darkened(ink.paper, 0))).toBeGreaterThan(7);
  });
});

describe("small parts", () => {
  it("finds the state of a run at a time", () => {
    const sample = (t: number, x1: number) => ({ t, x1, x2: 1 - x1, r1: 0, r2: 0, loss: 0, margin: 0 });
    const run = { curve: [sample(0, 0.2), sample(1, 0.4), sample(1, 0.4), sample(3, 0.8)] };
    expect(stateAt(run, 0)).toEqual([0.2, 0.8]);
    expect(stateAt(run, 0.5)[0]).toBeCloseTo(0.3, 12);
    expect(stateAt(run, 2)[0]).toBeCloseTo(0.6, 12);
    expect(stateAt(run, 99)[0]).toBe(0.8);
  });

  it("stores arrays row by row, as ndarray does", () => {
    const array = plainArray(new Float64Array(12), [2, 3, 2]);
    array.set(1, 2, 0, 7);
    expect([array.get(1, 2, 0), array.data[10], array.shape]).toEqual([7, 7, [2, 3, 2]]);
  });
});
