import { describe, expect, it } from "vitest";
import { pieces, setSubscripts } from "../../src/figure/kit/text/subscript.js";

const lowered = (text: string) =>
  pieces(text)
    .filter((piece) => piece.lowered)
    .map((piece) => piece.text);

describe("subscripts", () => {
  it("lowers the indices of the known symbols", () => {
    expect(lowered("π_θ(y_w | x) / π_ref(y_l | x)")).toEqual(["θ", "w", "ref", "l"]);
    expect(pieces("π_ref = (1, 1)").map(({ text }) => text)).toEqual(["π", "ref", " = (1, 1)"]);
  });

  it.each(["my_w", "y_weak", "π_", "p_w_2", "plain", ""])("leaves %s alone", (text) => {
    expect(pieces(text)).toEqual([{ text, lowered: false }]);
  });

  it("changes text only, and returns to the line", () => {
    const svg = '<text class="y_w">p_w = 1</text>';
    expect(setSubscripts(svg)).toBe(
      '<text class="y_w">p<tspan dy="0.25em" font-size="0.72em">w</tspan><tspan dy="-0.18em"> = 1</tspan></text>',
    );
  });
});
