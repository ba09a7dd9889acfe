import { describe, expect, it } from "vitest";
import { impliedBeta } from "../../src/log/readers/chooseBeta.js";
import { columnRole } from "../../src/log/readers/columns.js";
import { detectFormat } from "../../src/log/readers/detect.js";
import type { Finding } from "../../src/log/readers/finding.js";
import { numberIn } from "../../src/log/readers/numberIn.js";
import { quoteNonNumbers } from "../../src/log/readers/pythonNumbers.js";
import { readLog } from "../../src/log/readers/readLog.js";
import { LOG_FORMATS } from "../../src/log/readers/registry.js";
import { statedBeta } from "../../src/log/readers/statedBeta.js";

/** A text in pieces of some length. */
async function* pieces(text: string, length: number) {
  for (let i = 0; i < text.length; i += length) yield text.slice(i, i + length);
}

const CSV = 'step,rewards/chosen,"rewards/rejected"\n100,-0.1,"-0.2"\n\n# beta = 3\n200,,NaN\n';
const MARKDOWN =
  "# Card\nbeta = 0.05\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n| Step | **Rewards/chosen** | Rewards/Rejected |\n|:--:|--:|---|\n| 100 | -0.1 | -0.2 |\n| 200 | | −0.4 |\n\nEnd.\n";
const LINES = '{"step":100,"rewards/chosen":-0.1,"rewards/rejected":NaN}\r\n{"step\n{"loss":1}\n';
const STATE =
  '{\n"beta": 0.3, "log_history": [\n {"step": 1, "note": "NaN, {", "rewards/chosen": NaN},\n {"step": 2, "rewards/chosen": -Infinity}], "x": [1, {"y": 2}]}';

/** A text for each format. */
const TEXTS: Readonly<Record<string, string>> = {
  CSV,
  "Markdown table": MARKDOWN,
  "JSON Lines": LINES,
  "trainer state (JSON)": STATE,
};

const row = (at: string, cells: Record<string, unknown>): Finding => ({ kind: "row", cells, at });

/** What the texts above hold. */
const FOUND: Record<string, Finding[]> = {
  CSV: [
    row("row 1 below the header", { step: "100", "rewards/chosen": "-0.1", "rewards/rejected": "-0.2" }),
    row("row 2 below the header", { step: "200", "rewards/chosen": "", "rewards/rejected": "NaN" }),
  ],
  "Markdown table": [
    { kind: "beta", value: 0.05, where: "line 2" },
    row("line 5", { a: "", b: "" }),
    row("line 10", { Step: "100", "Rewards/chosen": "-0.1", "Rewards/Rejected": "-0.2" }),
    row("line 11", { Step: "200", "Rewards/chosen": "", "Rewards/Rejected": "−0.4" }),
    { kind: "remark", text: "One other table was left out." },
  ],
  "JSON Lines": [
    row("line 1", { step: 100, "rewards/chosen": -0.1, "rewards/rejected": "NaN" }),
    { kind: "broken", at: "line 2" },
    row("line 3", { loss: 1 }),
  ],
  "trainer state (JSON)": [
    { kind: "beta", value: 0.3, where: "beta" },
    row("row 1 of log_history", { step: 1, note: "NaN, {", "rewards/chosen": "NaN" }),
    row("row 2 of log_history", { step: 2, "rewards/chosen": "-Infinity" }),
  ],
};

describe("log formats", () => {
  it.each([
    ...Object.entries(TEXTS),
    ["trainer state (JSON)", '[{"step": 1}]'],
    ["trainer state (JSON)", '{"log_history": [{"step": 1}]}'],
    ["JSON Lines", '{"broken\n{"step": 2}\n'],
    ["CSV", "\uFEFF# a comment | with a bar\nstep\trewards/chosen\n"],
  ])("recognises %s by its content", (name, text) => {
    expect(detectFormat(text, "misnamed.bin").name).toBe(name);
  });

  it.each(LOG_FORMATS)("finds the same in $name, however it arrives", async (format) => {
    const { name } = format;
    expect(TEXTS, "every format has a text above").toHaveProperty([name]);
    const text = TEXTS[name];
    const read = async (length: number) => {
      const found: Finding[] = [];
      for await (const finding of format.read(pieces(text, length))) found.push(finding);
      return found;
    };
    for (const length of [text.length, 1, 2, 7, 64]) expect(await read(length)).toEqual(FOUND[name]);
  });
});

describe("columns", () => {
  it.each([
    ["eval_rewards/chosen", "chosen", "eval"],
    ["Rewards/chosen", "chosen", null],
    ["Rewards/Chosen", "chosen", null],
    ["rewards_train/chosen", "chosen", "train"],
    ["rewards_eval/rejected", "rejected", "eval"],
    ["train/rewards/rejected", "rejected", "train"],
    ["chosen_reward", "chosen", null],
    ["reject_reward", "rejected", null],
    ["rewards_chosen_mean", "chosen", null],
    ["my eval run - eval/rewards/chosen", "chosen", "eval"],
    ["logps/rejected", "logpsRejected", null],
    ["eval_logps/chosen", "logpsChosen", "eval"],
    ["reference_logps/chosen", "referenceChosen", null],
    ["ref_rejected_logps", "referenceRejected", null],
    ["train/global_step", "step", "train"],
    ["_step", "step", null],
    ["Epoch", "epoch", null],
  ])("%s is %s of %s", (name, quantity, split) => {
    expect(columnRole(name)).toEqual({ quantity, split });
  });

  it.each([
    "rewards/margins",
    "eval_rewards/accuracies",
    "loss",
    "eval_steps_per_second",
    "run - eval/rewards/chosen__MIN",
    "logits/chosen",
    "",
  ])("%s is nothing of use", (name) => expect(columnRole(name)).toBeNull());
});

describe("cells", () => {
  it.each([
    ["-0.0924", -0.0924],
    ["−0.5", -0.5],
    [" 1e-3 ", 1e-3],
    [3, 3],
    ["", undefined],
    ["No log", undefined],
    ["None", undefined],
    [null, undefined],
    ["NaN", Number.NaN],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["oops", Number.NaN],
    [true, Number.NaN],
  ])("%j is %d", (cell, value) => expect(numberIn(cell)).toEqual(value));

  it("quotes what Python writes into JSON, and leaves strings alone", () => {
    const text = '{"a": NaN, "NaN": [-Infinity,Infinity], "s": "NaN \\" NaN", "t": true, "n": -1e-05}';
    const repaired = JSON.parse(quoteNonNumbers()(text));
    expect(repaired).toEqual({
      a: "NaN",
      NaN: ["-Infinity", "Infinity"],
      s: 'NaN " NaN',
      t: true,
      n: -1e-5,
    });
  });
});

describe("β", () => {
  it.each([
    ["trained with beta = 0.1 on", [0.1]],
    ["- dpo_beta: 0.05", [0.05]],
    ['"beta": 0.3,', [0.3]],
    ["β = 1e-2", [0.01]],
    ["optimizer: Adam with betas=(0.9,0.999) and epsilon=1e-08", []],
    ["adam_beta1: 0.9", []],
    ["alphabeta = 2", []],
  ])("in %j", (line, values) => {
    expect(statedBeta(line, 1).map((found) => found.kind === "beta" && found.value)).toEqual(values);
  });

  it("is the ratio of rewards to log-probabilities where these are on one line, and only there", () => {
    const logps = [-200, -210, -223, -230];
    const columns = (noise: number) => ({
      chosen: logps.map((x, i) => 0.05 * (x + 190) + noise * (-1) ** i),
      rejected: logps.map((x) => 0.05 * (2 * x + 390)),
      logpsChosen: logps,
      logpsRejected: logps.map((x) => 2 * x),
      referenceChosen: [],
      referenceRejected: [],
      step: [],
      epoch: [],
      beta: [],
    });
    expect(impliedBeta({ columns: columns(0) })).toBe(0.05);
    expect(impliedBeta({ columns: columns(0.1) })).toBeUndefined();
  });
});

describe("a log that cannot be used", () => {
  const header = "step,rewards/chosen,rewards/rejected\n";
  it.each([
    [
      "CSV",
      `${header}1,-0.1,-0.2\n2,1e300,-0.3\n3,-0.3,-0.5\n`,
      "row 2 below the header: the log-ratio r1 would be 1.00e+301",
    ],
    [
      "a tiny value",
      `${header}1,1e-300,-1e-300\n2,1e-300,1e-300\n3,0,1e-300\n`,
      "3 at (0, 0)), the last at row 3 below",
    ],
    [
      "no numbers",
      `${header}1,a,b\n2,c,d\n`,
      '2 with NaN or text such as "a"), the first at row 1 below the header',
    ],
    [
      "an open quote",
      `${header}1,-0.1,-0.2\n2,"-0.1,-0.2\n`,
      "a quotation mark is never closed, after row 1 below the header",
    ],
    ["cut JSON", '{"log_history": [\n{"step": 1,\n', "it ends in the middle; was it cut off? (line 3)"],
    ["bad JSON", '{"log_history": [\n{"step": 1},\n{"step": x}]}', "(line 3)"],
    [
      "two β",
      `${header.replace("step", "beta")}0.1,-0.1,-0.2\n0.2,-0.2,-0.3\n`,
      "states several values of β (0.1, 0.2), in column",
    ],
  ])("says where and why: %s", async (_, text, said) => {
    const options = text.startsWith("beta") ? {} : { beta: 0.1 };
    await expect(readLog(text, options)).rejects.toThrow(said);
  });
});
