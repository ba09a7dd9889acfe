import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { panelOf } from "./examine.js";
import { secondOutcome } from "./second/outcome.js";

// The second integrator itself, against closed forms and values that have been computed elsewhere.

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8"));

/** A scenario from one of the tables. */
const scenarioOf = (row: {
  loss?: string;
  geometry?: string;
  domain?: string;
  beta?: number;
  params?: Record<string, unknown>;
  x0: [number, number];
}) => {
  const {
    ref = [1, 1],
    kernel,
    others,
    ...parameters
  } = (row.params ?? { beta: row.beta }) as Record<string, unknown>;
  const [preferred, dispreferred] = ref as [number, number];
  return {
    loss: { name: row.loss ?? "dpo", ...parameters },
    reference: { preferred, dispreferred },
    geometry: {
      name: row.geometry ?? "ratio",
      ...(kernel !== undefined && { matrix: kernel }),
      ...(others !== undefined && { others }),
    },
    domain: row.domain ?? "quadrant",
    starts: { a: row.x0 },
  };
};

const outcomeOf = (scenario: Record<string, unknown>) => {
  const { settings } = panelOf(scenario);
  return secondOutcome(settings, settings.starts.a);
};

const near = (value: number | null | undefined, expected: number, relative: number) =>
  expect(Math.abs((value ?? Number.NaN) - expected) / Math.abs(expected)).toBeLessThan(relative);

test("extinction times and walls of DPO", () => {
  for (const row of read("dpo-extinction")) {
    if (row.extinctionTime === null) continue;
    const { status, t, r, happenings } = outcomeOf(scenarioOf(row));
    expect(status).toBe("extinct");
    near(t, row.extinctionTime, 2e-12);
    near(Math.exp(r[0]), row.finalPreferred, 2e-12);
    const wall = (kind: string) => happenings.find((each) => each.kind === kind)?.t;
    if (row.reachFace) near(wall("reach-face"), row.reachFace, 2e-12);
    if (row.leaveFace) near(wall("leave-face"), row.leaveFace, 2e-12);
  }
});

test("states along the flow of many losses", () => {
  for (const row of read("flow-samples")) {
    const { r, status } = outcomeOf({ ...scenarioOf(row), horizon: row.t });
    // One that has arrived is a millionth from where it rests.
    const close = status === "stationary" ? 1e-6 : 1e-10;
    near(Math.exp(r[0]), row.x[0], close);
    near(Math.exp(r[1]), row.x[1], close);
  }
});

test("margin clocks", () => {
  for (const row of read("margin-clock")) {
    const { timeToMargin } = outcomeOf({ ...scenarioOf(row), horizon: 1e5, targets: { margin: row.margin } });
    near(timeToMargin, row.t, 2e-11);
  }
});

test("the worst cases: stiff rest points, walls, kinks and edges", () => {
  for (const { scenario, expected } of read("nasty")) {
    const { status, t, r, happenings, timeToLoss } = outcomeOf(scenario);
    if (expected.status) expect(status).toBe(expected.status === "rest" ? "stationary" : expected.status);
    const time =
      expected["arrival_1e-6"] ?? expected["t (first at distance 1e-6)"] ?? expected.extinctionTime;
    if (time !== undefined) near(t, time, 1e-9);
    if (expected.x1 !== undefined) near(Math.exp(r[0]), expected.x1, 1e-11);
    for (const i of [0, 1]) if (expected.r) expect(Math.abs(r[i] - expected.r[i])).toBeLessThan(1e-9);
    for (const [k, [at]] of (expected.events ?? []).entries()) near(happenings[k].t, at, 1e-10);
    if ("timeToLoss" in expected) expect(timeToLoss).toBe(expected.timeToLoss);
  }
});

test("Radau IIA of order 5, 9 and 13 come to the same", () => {
  const { settings } = panelOf({
    loss: { name: "dpo", beta: 0.5 },
    geometry: { name: "softmax" },
    starts: { a: [0.3, 0.35] },
    horizon: 50,
  });
  const [five, nine, thirteen] = ([3, 5, 7] as const).map(
    (stages) => secondOutcome(settings, settings.starts.a, { stages, tolerance: 1e-9 }).r,
  );
  near(nine[1], thirteen[1], 1e-12);
  near(five[1], thirteen[1], 1e-10);
});
