import { describe, expect, it } from "vitest";
import { slugs } from "../../src/cli/slug.js";
import { formatTable, fourDigits, magnitude, point } from "../../src/cli/table.js";
import { painter } from "../../src/cli/terminal.js";

describe("slugs", () => {
  it("are harmless and distinct", () => {
    expect(slugs(["loss.beta=0.3", "loss.beta=-0.3, domain=box", "../../etc", "A", "a", "β", "γ"])).toEqual([
      "loss.beta=0.3",
      "loss.beta=-0.3_domain=box",
      "..-..-etc",
      "A",
      "a~2",
      "-",
      "-~2",
    ]);
    expect(slugs(["x".repeat(300), `${"x".repeat(300)}y`]).map((slug) => slug.length)).toEqual([80, 82]);
  });
});

describe("tables", () => {
  it("align their columns", () => {
    const columns = [{ title: "a" }, { title: "number", align: "right" as const }];
    expect(
      formatTable(
        columns,
        [
          ["β = 1", "1"],
          ["x", "10"],
        ],
        2,
      ),
    ).toBe("  a      number\n  β = 1       1\n  x          10");
  });

  it("colour cells after aligning them", () => {
    const paint = (text: string) => `<${text}>`;
    expect(formatTable([{ title: "status" }, { title: "t" }], [[{ text: "ok", paint }, "1"]])).toBe(
      "status  t\n<ok    >  1",
    );
  });

  it("shorten numbers", () => {
    expect([
      fourDigits(0.1067447),
      fourDigits(1e-12),
      fourDigits(0),
      fourDigits(null),
      fourDigits(12345678),
    ]).toEqual(["0.1067", "1e-12", "0", "–", "12350000"]);
    expect(point([0.5, 1 / 3])).toBe("0.5, 0.3333");
    expect([magnitude(2.3e-12), magnitude(0), magnitude(null)]).toEqual(["2e-12", "0", "–"]);
  });
});

describe("painter", () => {
  const terminal = { isTTY: true } as NodeJS.WriteStream;
  const pipe = {} as NodeJS.WriteStream;

  it("colours terminals only, and none where NO_COLOR is set", () => {
    const { NO_COLOR, TERM } = process.env;
    try {
      process.env.TERM = "xterm";
      delete process.env.NO_COLOR;
      expect(painter(terminal)("x", "error")).toBe("\u001b[31mx\u001b[0m");
      expect(painter(pipe)("x", "error")).toBe("x");
      process.env.NO_COLOR = "1";
      expect(painter(terminal)("x", "error")).toBe("x");
      delete process.env.NO_COLOR;
      process.env.TERM = "dumb";
      expect(painter(terminal)("x", "error")).toBe("x");
    } finally {
      Object.assign(process.env, { TERM, NO_COLOR });
      if (NO_COLOR === undefined) delete process.env.NO_COLOR;
      if (TERM === undefined) delete process.env.TERM;
    }
  });
});
