import { ticks } from "d3-array";
import { readable } from "./captions.js";
import { significant } from "./spec.js";
import type { Style } from "./theme.js";

/** [lowest, highest]. */
export type Interval = readonly [number, number];

/** An interval of positive numbers, cut into what a logarithmic axis can show. */
export interface LogInterval {
  domain: Interval;
  ticks: number[];
}

/**
 * Room in points that one tick label of a horizontal or vertical axis wants, in multiples of the text size.
 */
const SPACING = 4.2;

/** Round tick values on a linear axis of a given length in points. */
export function linearTicks([low, high]: Interval, length: number, { preset }: Style): number[] {
  const count = Math.max(2, Math.round(length / (preset.text * SPACING)));
  return ticks(low, high, count).map(significant);
}

/** Powers of ten on a logarithmic axis of a given length, with 2 and 5 between them where there is room. */
export function logTicks([low, high]: Interval, length: number, { preset }: Style): number[] {
  const room = Math.max(3, Math.floor(length / (preset.text * SPACING)));
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const inside = (values: number[]) =>
    values.map(significant).filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const fine = [[1, 2, 5], [1, 3], [1]].map((digits) =>
    inside(decades.flatMap((e) => digits.map((digit) => digit * 10 ** e))),
  );
  const fitting = fine.find((values) => values.length <= room);
  if (fitting) return fitting;
  const step = Math.ceil(decades.length / room);
  return inside(decades.filter((e) => e % step === 0).map((e) => 10 ** e));
}

/** Decimals that the least round of some tick values needs. */
export const decimals = (values: readonly number[]): number =>
  Math.max(
    0,
    ...values.map((value) => {
      // Below 10⁻⁶ JavaScript writes 2.5e-7.
      const [digits, exponent = "0"] = String(value).split("e");
      return (digits.split(".")[1] ?? "").length - Number(exponent);
    }),
  );

/** Most decimals that JavaScript writes; a value that needs more has a power of ten instead. */
const MOST_DECIMALS = 100;

/** Tick values of a linear axis as they are written, all with the same number of decimals. */
export const linearText = (values: readonly number[]): string[] => {
  const places = decimals(values);
  if (places > MOST_DECIMALS) return values.map((value) => String(value).replaceAll("-", "−"));
  return values.map((value) => value.toFixed(places).replace("-", "−"));
};

/** Tick values of a logarithmic axis as they are written. */
export const logText = (values: readonly number[]): string[] => values.map(readable);

/**
 * The axis with these ticks and their texts.
 *
 * Both are spelled out because Vega thins ticks out to a count of its own, and rounds their texts for it.
 */
export function axis(
  title: string | null,
  values: readonly number[],
  texts: readonly string[] = linearText(values),
) {
  return {
    title,
    values: [...values],
    tickCount: Math.max(1, values.length),
    labelOverlap: false,
    labelExpr: `${JSON.stringify(texts)}[indexof(${JSON.stringify(values)}, datum.value)]`,
  };
}

/** An axis with these ticks on a logarithmic scale. */
export const logAxis = (title: string | null, values: readonly number[]) =>
  axis(title, values, logText(values));

/** Room in points between an axis and its title: ticks, gap and the widest label. */
export const axisExtent = (labels: readonly string[], { preset, measure }: Style): number =>
  Math.round(preset.text / 2.5) +
  2 +
  Math.ceil(Math.max(0, ...labels.map((label) => measure(label, preset.text))));

/** Width in points of a vertical axis of a given extent with its upright title. */
export const axisWidth = (extent: number, { preset }: Style): number =>
  extent + Math.round(preset.text / 2) + Math.ceil(preset.text * 1.1);

/** The first of some titles that is no longer than its axis; the last where none is. */
export const fittingTitle = (titles: readonly string[], length: number, { preset, measure }: Style): string =>
  titles.find((title) => measure(title, preset.text) <= length) ?? titles[titles.length - 1];
