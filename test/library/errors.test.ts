import { describe, expect, it } from "vitest";
import * as library from "../../src/index.js";
import * as node from "../../src/node/index.js";

const { UsageError, expand, figure, loadScenario, planSweep, sweep } = library;

const [panel] = expand(loadScenario("weak-sft"));

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
    const scenario = loadScenario("weak-sft");
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
