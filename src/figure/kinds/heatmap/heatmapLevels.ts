import { ticks } from "d3-array";
import { readable } from "../../kit/captions.js";
import { significant } from "../../kit/spec.js";

/** About how many lines of equal value. */
const LEVELS = 9;

/** Values that span more than this factor are parted at powers of ten, and 2 and 5 times these. */
const WIDE_RANGE = 30;

/** Values that differ by less than this share of their size are the same: what is left is the tolerance. */
const SAME = 1e-4;

/** Values that part the bands of a heatmap, ascending. */
export interface Levels {
  values: readonly number[];
  /** Whether they are even in the logarithm, on which lines between cells are then placed too. */
  logarithmic: boolean;
}

/**
 * Round levels through the middle of some values: linear, or logarithmic where they span decades. None where
 * all values are the same. Zeros beside positive values, such as the times to what is there already, do not
 * count.
 */
export function levelsOf(values: Float64Array): Levels {
  const finite = values.filter(Number.isFinite).sort();
  const positive = finite.filter((value) => value > 0);
  const sorted = positive.length > 0 && finite[0] >= 0 ? positive : finite;
  const [low, high] = [0.02, 0.995].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  if (!(high - low > SAME * Math.max(Math.abs(low), Math.abs(high))))
    return { values: [], logarithmic: false };
  if (!(low > 0 && high > WIDE_RANGE * low)) {
    // A level at the end of the values would outline a plateau, such as a wall that many reach.
    const [first, last] = [sorted[0], sorted[sorted.length - 1]];
    const round = ticks(low, high, LEVELS).map(significant);
    return { values: round.filter((level) => level > first && level < last), logarithmic: false };
  }
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  const series = [[1, 2, 5], [1, 3], [1]].map((digits) =>
    decades
      .flatMap((unit) => digits.map((digit) => significant(digit * unit)))
      .filter((level) => level > low && level < high),
  );
  return { values: series.find(({ length }) => length <= LEVELS + 3) ?? series[2], logarithmic: true };
}

/** Levels written for people, with as many digits as it takes to tell them apart. */
export function levelTexts({ values }: Levels): string[] {
  const texts = values.map(readable);
  return new Set(texts).size === texts.length
    ? texts
    : values.map((value) => String(value).replace("-", "−"));
}
