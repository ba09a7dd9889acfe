import type { Interval } from "../fit/trend.js";
import type { LogClock } from "../log.js";

/**
 * A number for people: three significant digits, a power of ten only where it is far from 1, a true minus
 * sign.
 */
export function figure(value: number, digits = 3): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e7)
      ? value.toExponential(digits - 1).replace(/e\+?/, "×10^")
      : size >= 10 ** (digits - 1)
        ? value.toFixed(0)
        : Number(value.toPrecision(digits)) === 0
          ? "0"
          : value.toPrecision(digits);
  return text.replaceAll("-", "−");
}

/** The same with a plus sign in front of what is above 0. */
export const signed = (value: number): string => (value > 0 ? `+${figure(value)}` : figure(value));

export const between = ([low, high]: Interval): string => `${figure(low)} to ${figure(high)}`;

/** A share between 0 and 1 as a percentage. */
export const percent = (share: number): string =>
  share >= 0.9995 && share < 1
    ? "over 99.9 %"
    : `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`;

/** `1 row`, `2 rows`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** A reading of a log's clock, such as `step 300`. */
export const at = (clock: LogClock, reading: number): string => `${clock} ${position(reading)}`;

/** `steps 100 to 5800`. */
export const range = (clock: LogClock, from: number, to: number): string =>
  `${clock}s ${position(from)} to ${position(to)}`;

/** A reading of a log's clock as it stands in the log. */
export const position = (reading: number): string => String(Number(reading.toPrecision(12)));

/** Parts of a sentence joined as `a, b and c`. */
export const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
