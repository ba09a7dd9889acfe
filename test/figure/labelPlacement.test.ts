import { describe, expect, it } from "vitest";
import { overlap, within } from "../../src/figure/kit/labelPlacement.js";
import type { PresetName } from "../../src/figure/kit/theme.js";
import { markLegendWidth, planeFrame } from "../../src/figure/plane/planeFrame.js";
import { startLabels } from "../../src/figure/plane/startLabels.js";
import { tracks } from "../../src/figure/plane/tracks.js";
import { awkward, panel, random, STARTS, style } from "./fixture.js";

const WORDS = [
  "weak",
  "left",
  "both-high",
  "strong",
  "dispreferred-rare",
  "a",
  "preferred-absent",
  "tilted-up",
];

/** Between 3 and 10 starts anywhere in the box, some of them close together. */
function randomStarts(seed: number) {
  const next = random(seed);
  const count = 3 + Math.floor(next() * 8);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const spread = next() < 0.3 ? 0.15 : 0.97;
      const at: [number, number] = [0.01 + next() * spread, 0.01 + next() * spread];
      return [`${WORDS[i % WORDS.length]}${i < WORDS.length ? "" : i}`, at];
    }),
  );
}

function problems(result: ReturnType<typeof panel>, preset: PresetName): string[] {
  const chosen = style(preset);
  const { plane } = planeFrame(result, chosen, markLegendWidth(chosen));
  const labels = startLabels(tracks(result.runs, plane), [], plane, chosen);
  const { mark } = chosen.preset;
  const frame = { x: 0, y: 0, width: plane.width, height: plane.height };
  return labels.flatMap((label, i) => [
    ...(within(label.box, frame) ? [] : [`${label.text} leaves the frame`]),
    ...labels.flatMap((other, k) => [
      ...(k > i && overlap(label.box, other.box) ? [`${label.text} covers ${other.text}`] : []),
      ...(overlap(label.box, {
        x: other.at[0] - mark / 2,
        y: other.at[1] - mark / 2,
        width: mark,
        height: mark,
      })
        ? [`${label.text} covers the start of ${other.text}`]
        : []),
    ]),
  ]);
}

describe("labels at the starts", () => {
  const presets = ["acl", "neurips", "screen"] as const;

  it.each(presets)("overlap neither each other, nor a start, nor the frame in %s", (preset) => {
    expect(problems(panel(STARTS), preset)).toEqual([]);
    expect(problems(awkward(), preset)).toEqual([]);
  });

  it.each(Array.from({ length: 10 }, (_, seed) => seed))("nor for random starts %i", (seed) => {
    for (const preset of presets) expect(problems(panel(randomStarts(seed)), preset)).toEqual([]);
  });
});
