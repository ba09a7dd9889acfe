/** A number in words of a report: three significant digits. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "undefined";
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/** A point in words of a report. */
export const pair = ([a, b]: readonly [number, number]): string => `(${digits(a)}, ${digits(b)})`;
