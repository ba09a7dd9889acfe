import { describe, expect, it } from "vitest";
import * as library from "../../src/index.js";
import * as node from "../../src/node/index.js";

const { UsageError, compare, expand, figure, loadScenario, parseScenario, planSweep } = library;
const { readLog, render, simulate, simulateStart, sweep } = library;

const scenario = loadScenario("weak-sft");
const [panel] = expand(scenario);
const result = simulate(scenario);

/** What a caller in JavaScript can pass: anything. */
const anything = (value: unknown) => value as never;

/** That a call throws, or rejects with, a UsageError whose message has all these parts. */
async function refuses(call: () => unknown, ...parts: string[]): Promise<void> {
  const error = await (async () => call())().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  for (const part of parts) expect(String(error)).toContain(part);
}

describe("a sweep is refused where", () => {
  it.each([
    [{ method: "exakt" }, 'method: unknown "exakt"; known: auto, odex, exact; did you mean "exact"?'],
    [{ plane: "log" }, 'plane: unknown "log"; known: ratio, log-ratio; did you mean "log-ratio"?'],
    [{ metrics: ["extinctiontime"] }, 'did you mean "extinctionTime"?'],
    [{ metrics: "status" }, 'metrics: expected a list of names such as ["extinctionTime"], got "status"'],
    [{ starts: { kind: "gird" } }, 'starts: no kind is called "gird"; known: grid, random'],
    [{ starts: { kind: "grid", nx: 2.5, ny: 2 } }, "starts.nx: expected a whole number ≥ 1, got 2.5"],
    [{ starts: { kind: "grid", nx: 2 } }, "starts.ny: missing; expected a whole number ≥ 1"],
    [{ starts: { kind: "grid", nx: 2 ** 20, ny: 2 ** 20 } }, "starts: expected at most"],
    [{ starts: { kind: "random", count: 0, seed: 1 } }, "starts.count: expected a whole number from 1"],
    [{ starts: { kind: "random", count: 9, seed: -1 } }, "starts.seed: expected a whole number from 0"],
  ])("its plan is to be %j", async (choices, message) => {
    await refuses(() => planSweep(panel, anything(choices)), message);
  });

  it("there is no panel", async () => {
    await refuses(() => planSweep(anything(scenario)), "panel: expected one of the panels that expand gives");
  });

  const plan = planSweep(panel, { starts: { kind: "grid", nx: 3, ny: 2 } });

  it.each([
    [{ from: -1, to: 1 }, "rows.from: expected a whole number from 0 to 1, got -1"],
    [{ from: 0, to: 3 }, "rows.to: expected a whole number from 1 to 2, got 3"],
    [{ from: 1, to: 1 }, "rows.to: expected a whole number from 2 to 2, got 1"],
    [{ from: 0, to: 1.5 }, "rows.to: expected a whole number"],
  ])("the rows are to be %j", async (rows, message) => {
    await refuses(() => sweep(plan, { rows }), message);
    await refuses(() => node.sweep(plan, { rows }), message);
  });

  it("a plan that was made by hand names what there is not", async () => {
    await refuses(() => sweep({ ...plan, method: anything("exakt") }), 'method: unknown "exakt"');
    await refuses(() => sweep(anything(panel)), "plan: expected what planSweep gives");
  });

  it.each([0, -1, 1.5, Number.NaN, "2"])("%j threads are to compute it", async (workers) => {
    await refuses(
      () => node.sweep(plan, { workers: anything(workers) }),
      "workers: expected a whole number ≥ 1",
    );
  });

  it("a heatmap of it cannot be drawn", async () => {
    const gains = await sweep(planSweep(panel, { ...plan, metrics: ["preferredGain"] }));
    await refuses(
      () => figure("heatmap", { sweep: gains, metric: "extinctionTime" }),
      'metric: this sweep has no "extinctionTime"; known: preferredGain, status',
    );
    const part = await sweep(plan, { rows: { from: 0, to: 1 } });
    await refuses(
      () => figure("heatmap", { sweep: part, metric: "status" }),
      "sweep: a figure needs all 2 rows; these are [0, 1) of them",
    );
  });
});

describe("a scenario is refused where", () => {
  it.each([
    [() => loadScenario("weak-sft", { set: ["loss.beta"] }), "set: expected path=value such as"],
    [() => loadScenario("weak-sft", { set: ["loss.beta=["] }), "set: loss.beta: cannot read the value"],
    [() => loadScenario("weak-sft", { starts: ["0.1,0.2"] }), "starts: expected label=x1,x2 such as"],
    [() => loadScenario(anything(undefined)), "name: missing; expected the name of a scenario"],
    [() => node.loadScenario(anything(7)), "reference: expected the name or the path of a scenario, got 7"],
    [
      () => parseScenario(anything({}), "mine"),
      "text: expected a scenario as text, YAML or JSON, got a mapping",
    ],
    [() => parseScenario("{}", anything(undefined)), "name: missing; expected the name that"],
    [
      () => loadScenario("weak-sft", { set: anything("loss.beta=0.3") }),
      'set: expected a list of text such as ["loss.beta=0.3"], got "loss.beta=0.3"',
    ],
    [() => loadScenario("weak-sft", { starts: anything([[0.1, 0.2]]) }), "starts[0]: expected"],
    [
      () => loadScenario("weak-sft", anything({ start: ["a=0.1,0.2"] })),
      'a scenario: unknown option "start"; known: set, starts; did you mean "starts"?',
    ],
  ])("%s", async (call, message) => {
    await refuses(call, message);
  });
});

describe("a simulation is refused where", () => {
  it.each([
    [
      () => simulate(anything("weak-sft")),
      'scenario: expected what loadScenario or parseScenario gives, got "weak-sft"',
    ],
    [() => simulateStart(panel.settings, "lower-lefd"), 'label: no start is called "lower-lefd"; known: '],
    [() => simulateStart(anything(panel), "lower-left"), "settings: expected the settings of a panel"],
    [() => compare(anything(result)), "results: expected a list of what simulate gives, got a mapping"],
    [() => compare(anything([panel])), "results[0]: expected what simulate gives"],
    [() => compare([result], anything("extinction")), 'did you mean "extinctionTime"?'],
  ])("%s", async (call, message) => {
    await refuses(call, message);
  });
});

describe("a figure is refused where", () => {
  it.each([
    [() => figure(anything("heatmp"), anything(result)), 'unknown kind of figure "heatmp"; known: landscape'],
    [
      () => figure("phase-plane", anything(panel)),
      "the subject of phase-plane: expected what simulate gives",
    ],
    [() => figure("heatmap", anything(result)), "expected { sweep, metric }: what sweep gives"],
    [() => figure("training-log", []), "the subject of training-log: expected a list of what analyse"],
    [() => figure("training-log", anything([result])), "each of the subject of training-log: expected"],
    [() => figure("phase-plane", result, { preset: anything("nips") }), 'preset: unknown "nips"; known: acl'],
    [() => figure("phase-plane", result, { width: 0 }), "width: expected a number of points from 72 to 4000"],
    [() => figure("phase-plane", result, { width: Number.NaN }), "width: expected a number of points"],
    [() => figure("phase-plane", result, { width: anything("wide") }), 'got "wide"'],
    [
      () => figure("phase-plane", result, anything({ logTime: true })),
      'a figure of the kind phase-plane: unknown option "logTime"; known: preset, width, details',
    ],
    [() => figure("landscape", panel.settings, anything({ widht: 300 })), 'did you mean "width"?'],
    [
      () => figure("phase-plane", result, { details: anything("circle") }),
      'details: expected a list of names such as ["time-ticks"], got "circle"',
    ],
    [
      () => figure("phase-plane", result, { details: [anything("cirle")] }),
      'details: unknown "cirle"; known: time-ticks, iso-labels, diagonal, circle; did you mean "circle"?',
    ],
  ])("%s", async (call, message) => {
    await refuses(call, message);
  });

  it("it has no such format", async () => {
    const spec = await figure("landscape", panel.settings);
    const elsewhere =
      'format: unknown "pdf"; known: svg, vl, vg; PDF and PNG are made by render of dpo-flow/node';
    await refuses(() => render(spec, anything("pdf")), elsewhere);
    await refuses(
      () => node.render(spec, anything("jpg")),
      'format: unknown "jpg"; known: svg, vl, vg, pdf, png',
    );
    await refuses(
      () => node.render(spec, "png", { dpi: 5 }),
      "dpi: expected a number of dots per inch from 10 to 2400, got 5",
    );
    await refuses(() => node.render(spec, "png", { dpi: Number.NaN }), "dpi: expected a number");
    await refuses(() => node.render(spec, "png", { dpi: anything("300") }), 'got "300"');
    await refuses(
      () => render(spec, "svg", anything({ resolution: 300 })),
      'a picture: unknown option "resolution"; known: dpi, interpreter',
    );
    const notAwaited = figure("landscape", panel.settings);
    await refuses(() => render(anything(notAwaited), "svg"), "spec: expected what figure gives, awaited");
  });
});

describe("a log is refused where", () => {
  it.each([
    [{ beta: 0 }, "beta: expected a number > 0, got 0"],
    [{ beta: Number.NaN }, "beta: expected a number > 0, got NaN"],
    [{ beta: "0.1" }, 'beta: expected a number > 0, got "0.1"'],
    [{ split: "test" }, 'split: unknown "test"; known: eval, train'],
  ])("it is to be read with %j", async (options, message) => {
    const csv = "step,rewards/chosen,rewards/rejected\n1,-0.1,-0.2\n2,-0.2,-0.4\n3,-0.3,-0.6\n";
    await refuses(() => readLog(csv, anything(options)), message);
  });

  it("a value of it is not there, in words for a program", async () => {
    const csv = "step,train_rewards/chosen,train_rewards/rejected\n1,-0.1,-0.2\n2,-0.2,-0.4\n3,-0.3,-0.6\n";
    await refuses(() => readLog(csv), "such as beta: 0.1 (TRL's default, but check)");
    const asked = await readLog(csv, { beta: 0.1, split: "eval" }).catch(String);
    expect(asked).toContain("has no eval values; it has train values (split: train)");
  });

  it("it is no text", async () => {
    await refuses(() => readLog(anything([1])), "text: expected text, or an async iterable of its pieces");
    await refuses(
      () => node.readLogFile(anything(undefined)),
      "reference: missing; expected the path of a log",
    );
  });
});
