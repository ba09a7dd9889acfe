import type { ParameterFacts } from "../../../model/parameterFacts.js";

/** What a number may be, as far as a slider cares. */
export interface NumberRange {
  /** Whether it is a whole number. */
  whole?: boolean;
  default: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
}

/** Positions 0, 1, …, `steps` of a slider and the values they stand for. */
export interface SliderScale {
  readonly steps: number;
  value(position: number): number;
  /** The nearest position; a value beyond the slider is at its end. */
  position(value: number): number;
}

/** Whole numbers that a slider reaches beyond the least; boxes take any. */
const WHOLES = 100;

/** Decades of a logarithmic slider on either side of the default. */
const DECADES = 2;

const rounded = (value: number, digits: number) => Number(value.toPrecision(digits));

/** Steps over a distance, the last one perhaps shorter; the rounding of the quotient makes no step. */
const stepsOver = (distance: number, step: number) => Math.ceil(distance / step - 1e-9);

/** From `low` to `high` in equal steps to both sides of the default, which is thus one of the values. */
function even(low: number, high: number, step: number, standard: number): SliderScale {
  const anchor = Math.min(high, Math.max(low, standard));
  const below = stepsOver(anchor - low, step);
  const steps = below + stepsOver(high - anchor, step);
  return {
    steps,
    value: (position) => rounded(Math.min(high, Math.max(low, anchor + (position - below) * step)), 12),
    position(value) {
      if (value <= low) return 0;
      if (value >= high) return steps;
      return Math.min(steps, Math.max(0, below + Math.round((value - anchor) / step)));
    },
  };
}

function logarithmic(centre: number): SliderScale {
  const perDecade = 50;
  const low = Math.log10(centre) - DECADES;
  const steps = 2 * DECADES * perDecade;
  return {
    steps,
    value: (position) => rounded(10 ** (low + position / perDecade), 3),
    position: (value) =>
      value > 0 ? Math.min(steps, Math.max(0, Math.round((Math.log10(value) - low) * perDecade))) : 0,
  };
}

/**
 * The slider for a number: one by one from the least where it is whole, logarithmic about the default where it must be above 0 and may grow, even between two
 * bounds, even about the default otherwise.
 */
export function sliderScale(range: NumberRange): SliderScale {
  const low = range.minimum ?? range.exclusiveMinimum;
  const high = range.maximum ?? range.exclusiveMaximum;
  if (range.whole) {
    const least = low ?? range.default - WHOLES / 2;
    return even(least, Math.min(least + WHOLES, high ?? Number.POSITIVE_INFINITY), 1, range.default);
  }
  const positive = range.exclusiveMinimum === 0 && range.default > 0;
  if (positive && range.default * 10 ** DECADES <= (high ?? Number.POSITIVE_INFINITY)) {
    return logarithmic(range.default);
  }
  if (low !== undefined && high !== undefined) {
    const step = (high - low) / 100;
    const [first, last] = [
      range.minimum ?? rounded(low + step, 12),
      range.maximum ?? rounded(high - step, 12),
    ];
    return even(first, last, step, range.default);
  }
  if (low === 0) {
    const top = 2 * (range.default || 1);
    return even(0, top, top / 200, range.default);
  }
  return even(range.default - 5, range.default + 5, 0.05, range.default);
}

/** The range of a parameter, or undefined where it is no number. */
export function rangeOf({ schema, default: standard }: ParameterFacts): NumberRange | undefined {
  const { type, ...bounds } = schema as { type?: string } & Partial<NumberRange>;
  if (type !== "number" && type !== "integer") return undefined;
  return { ...bounds, default: standard as number, whole: type === "integer" };
}
