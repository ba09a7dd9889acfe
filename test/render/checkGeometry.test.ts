import { describe, expect, it } from "vitest";
import { checkGeometry } from "../../src/render/pictures/checkGeometry.js";

const svg = (inside: string, size = 'width="100" height="50"') => `<svg class="x" ${size}>${inside}</svg>`;

describe("what can be drawn", () => {
  it("is finite, of a size, and on the page", () => {
    expect(() => checkGeometry(svg('<path d="M0,-1e3L5.5,1e-9"/>'), "fine")).not.toThrow();
    for (const [bad, said] of [
      [svg('<path d="M0,NaNL1,1"/>'), "d holds a number that is not finite"],
      [svg('<g transform="translate(Infinity,0)"/>'), "transform holds a number that is not finite"],
      [svg('<path d="M0,0L1e39,1"/>'), "d holds 1e39, which is on no page"],
      [svg('<rect width="2000000"/>'), "width holds 2000000, which is on no page"],
      [svg("", 'width="0" height="50"'), "its size is 0 × 50 points"],
      [svg("", 'width="100" height="-3"'), "its size is 100 × -3 points"],
    ]) {
      expect(() => checkGeometry(bad, "bad")).toThrow(`the figure "bad" cannot be drawn: ${said}`);
    }
  });

  it("says nothing of numbers in texts", () => {
    expect(() => checkGeometry(svg('<text x="1">NaN and 1e99</text>'), "t")).not.toThrow();
  });
});
