import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outcome } from "../../src/figure/kit/captions.js";
import { endingOf, hasFailed, type RunStatus, runEndings } from "../../src/run/statuses/registry.js";
import type { Status } from "../../src/run/statuses/status.js";
import { cellEndings, FAILURES, STATUSES } from "../../src/sweep/statuses/registry.js";

const ROOT = join(import.meta.dirname, "../..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");

const endings: [string, Status][] = Object.entries(cellEndings);
const ofRuns = Object.keys(runEndings) as RunStatus[];

const filesOf = (room: string) =>
  readdirSync(join(ROOT, "src", room, "statuses"))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((name) => name !== "registry" && name !== "status");

describe("statuses", () => {
  it("keep the numbers that files of old sweeps hold", () => {
    expect(STATUSES.slice(0, 8)).toEqual([
      "extinct",
      "stationary",
      "horizon",
      "step-limit",
      "non-finite",
      "out-of-domain",
      "outside",
      "error",
    ]);
  });

  it("are numbered from 0 on, so that a number is a place in the list", () => {
    expect(STATUSES.map((status) => cellEndings[status].code)).toEqual(STATUSES.map((_, code) => code));
  });

  it("have a file each, named as they are", () => {
    expect(filesOf("run").sort()).toEqual([...ofRuns].sort());
    expect([...filesOf("run"), ...filesOf("sweep")].sort()).toEqual([...STATUSES].sort());
  });

  it.each(endings)("%s: stands in the README as it means, and has a colour of its own", (name, status) => {
    expect(readme).toContain(`\n| \`${name}\` | ${status.meaning} |\n`);
    expect(status.colour).toMatch(/^#[0-9A-F]{6}$/);
    expect(endings.filter(([, { colour }]) => colour === status.colour)).toHaveLength(1);
  });

  it.each(ofRuns)("%s: has words for captions and tables, and advice where a run failed", (status) => {
    const ending = endingOf(status);
    const run = { start: "a", x0: [1, 1] as [number, number], x: [2, 0] as [number, number], t: 3, status };
    expect(outcome(run)).toBe(`a starts at (1, 1) and reaches ${ending.reaches} at t = 3 in (2, 0).`);
    expect(ending.label).not.toBe("");
    expect(hasFailed(status)).toBe(ending.outcome === "failed");
    expect(FAILURES.has(status)).toBe(hasFailed(status));
    if (ending.outcome !== "failed") return;
    expect(ending.label).toMatch(/^failed: /);
    expect(ending.advice({ steps: 10, rejected: 0, maxSteps: 10 })).toMatch(/\w; \w/);
  });

  it("names what ran out of a run that stopped at its step limit", () => {
    const { advice } = runEndings["step-limit"];
    expect(advice({ steps: 7, rejected: 2, maxSteps: 10 })).toMatch(/raise maxSteps/);
    expect(advice({ steps: 7, rejected: 1, maxSteps: 10 })).toMatch(/no step is short enough/);
  });
});
