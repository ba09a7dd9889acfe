import { describe, expect, it } from "vitest";
import { describeLog } from "../../src/log/report/describe.js";
import { reportMarkdown, reportText } from "../../src/log/report/report.js";
import { figure, percent } from "../../src/log/report/wording.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { logOf, onLine, starchat, zephyr } from "../trainingLogs.js";

const words = (log: ReturnType<typeof zephyr>) => {
  const { summary, sections } = describeLog(analyseTrainingLog(log));
  return [...summary, ...sections.flatMap(({ sentences }) => sentences)].join("\n");
};

describe("report in words", () => {
  it("says of Zephyr what happened, what that needs, and where the model fails", () => {
    const text = words(zephyr());
    expect(text).toContain("The preferred response falls: r1 ends 45.2 nats below the reference (step 5800)");
    expect(text).toContain("It was above the reference in 2 rows, last at step 300, by at most 0.425 nats.");
    expect(text).toContain(
      "whether it still grows cannot be told: 4.08 nats per 1000 steps (95 % interval −22.6 to 30.8)",
    );
    expect(text).toContain("the preferred one loses 0.485: slope s = Δr1/Δr2 = 0.485");
    expect(text).toContain("95 % interval 0.446 to 0.524");
    expect(text).toContain("ρ_min = 2√s/(1 + s) = 0.938 (0.924 to 0.950");
    expect(text).toContain("one degree of freedom of the kernel stays free");
    expect(text).toContain("R² = 0.932");
    expect(text).toContain("+8.27 nats at step 2300 (r1 = −10.6, on the line −18.9)");
    expect(text).toContain("With a free intercept the slope is 0.613");
    expect(text).toContain("The two slopes disagree");
    expect(text).toContain("for a correlation of neighbouring errors of 0.536");
    expect(text).toContain("treats it as one pair");
    expect(text).toContain("A learning-rate schedule bends time");
    expect(text).toMatch(/does not describe this log in full: .*straight line.*blocks.*pace/);
    expect(text).toMatch(/dpop \(λ = 50\): r1 rises and is back at the reference/);
    expect(text).toMatch(/dpo-nll \(α = 1\): r1 rises and is back at the reference/);
    expect(text).toMatch(/bdpo \(λ = 0.5\): r1 rises and is back at the reference/);
    expect(text).toContain("raise the dispreferred response too");
  });

  it("says of StarChat2 that it fits, with the reserve of eleven rows", () => {
    const text = words(starchat());
    expect(text).toContain("describes this log well, as far as 11 rows can tell");
    expect(text).toContain("The two slopes agree as far as this log can tell");
    expect(text).toContain("Its lowest was −20.2 at step 700; since then it has recovered 1.22 nats.");
  });

  it("has other words for other motions", () => {
    expect(words(logOf(onLine(-0.5, [-2, -4, -5])))).toMatch(/gains 0\.500.*\n.*ρ_min = 0\./);
    expect(words(logOf(onLine(2, [2, 4, 5])))).toContain(
      "the dispreferred response gains, the preferred one",
    );
    expect(words(logOf(onLine(0.5, [2, 4, 5])))).toContain("Along this line the margin shrinks.");
    expect(words(logOf(onLine(2, [-2, -4, -5])))).toContain("Are chosen and rejected the right way round");
    expect(words(logOf(onLine(1, [-2, -4, -5])))).toContain("With s = 1 the margin stays where it is.");
    expect(words(logOf(onLine(0, [-2, -4, -5])))).toContain("The preferred response hardly moves");
    const only = logOf([1, 2, 3].map((step) => ({ step, r1: -step, r2: 0 })));
    expect(words(only)).toContain("r2 is 0 in every row");
  });

  it("asks about a log that begins far from where DPO starts", () => {
    const rows = onLine(0.5, [-20, -21, -22, -23, -24, -25, -26, -27, -28, -29]);
    expect(words(logOf(rows))).toContain("DPO starts at (0, 0), so this may be a resumed run");
    expect(words(zephyr())).not.toContain("resumed run");
  });

  it("cannot tell whether a noisy margin grows", () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({
      step: i + 1,
      r1: -5 + (i % 2),
      r2: -20 + ((i * 7) % 3),
    }));
    expect(words(logOf(rows))).toContain("whether it still grows cannot be told");
  });

  it("never says NaN, undefined or null", () => {
    const logs = [
      zephyr(),
      starchat(),
      logOf(onLine(1e-12, [-2, -4, -5])),
      logOf(onLine(0.5, [-1e-9, -2e-9, -3e-9])),
      logOf(onLine(0.5, [-300, -900, -1500])),
      logOf(onLine(0.5, [-5, -5, -5])),
      logOf(onLine(0.5, [0, -5, -5, -6]), { origin: 10, clock: "row" }),
    ];
    for (const log of logs) expect(words(log)).not.toMatch(/NaN|undefined|null|Infinity|e[+-]\d/);
  });

  it("says what was skipped, repeated and sorted", () => {
    const log = logOf(onLine(0.5, [-2, -4, -5]));
    const skipped = { missing: 2, notFinite: 1, withoutStep: 0, broken: 3 };
    const text = words({ ...log, source: { ...log.source, skipped, repeated: 1, outOfOrder: 2 } });
    expect(text).toContain(
      "Skipped 6 rows: 2 without values, 1 with NaN, an infinity or text for a number and 3 that could not be read.",
    );
    expect(text).toContain("1 row had a step that was there before");
    expect(text).toContain("2 rows came after a higher step; rows were sorted.");
  });

  it("is plain text within a width, and Markdown in which a file name cannot do harm", () => {
    const report = describeLog(analyseTrainingLog({ ...zephyr(), name: "a<b>_c_|*d*" }));
    const lines = reportText(report, 72).split("\n");
    expect(Math.max(...lines.slice(1).map((line) => [...line].length))).toBeLessThanOrEqual(72);
    const markdown = reportMarkdown(report);
    expect(markdown).toMatch(/^## a\\<b\\>\\_c\\_\\\|\\\*d\\\*: β = 0\.1, 58 rows, steps 100 to 5800\n\n/);
    expect(markdown).toContain("\n### Slope and kernel\n\n- For each nat");
    expect(markdown.endsWith("\n")).toBe(true);
  });
});

describe("wording of numbers", () => {
  it.each([
    [0, "0"],
    [-45.169, "−45.2"],
    [0.4857, "0.486"],
    [1234.5, "1235"],
    [-5.27e-7, "−5.27×10^−7"],
    [2e9, "2.00×10^9"],
  ])("%d is %s", (value, text) => expect(figure(value)).toBe(text));

  it("does not round a share up to all", () => {
    expect([percent(0.932), percent(0.9981), percent(0.99999), percent(1)]).toEqual([
      "93 %",
      "99.8 %",
      "over 99.9 %",
      "100 %",
    ]);
  });
});
