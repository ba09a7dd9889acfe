import { digits } from "./digits.js";

type Point = readonly [number, number];

const sides = {
  below: { name: "below the diagonal (π_l < π_w)", has: ([w, l]: Point) => l < w - 1e-9 },
  on: { name: "on the diagonal", has: ([w, l]: Point) => Math.abs(l - w) <= 1e-9 },
  above: { name: "above the diagonal (π_l > π_w)", has: ([w, l]: Point) => l > w + 1e-9 },
};

/**
 * Where some of the examined points lie, in words: everywhere, nowhere, on one side of the diagonal, or
 * within a rectangle.
 */
export function where(some: readonly Point[], examined: readonly Point[]): string {
  if (some.length === 0) return "nowhere";
  if (some.length === examined.length) return "everywhere";
  const parts = Object.values(sides).map(({ name, has }) => ({
    name,
    some: some.filter(has).length,
    all: examined.filter(has).length,
  }));
  const touched = parts.filter((part) => part.some > 0);
  if (touched.every((part) => part.some === part.all)) return touched.map(({ name }) => name).join(" and ");
  const [ws, ls] = [some.map(([w]) => w), some.map(([, l]) => l)];
  const range = (values: number[]) => `${digits(Math.min(...values))} to ${digits(Math.max(...values))}`;
  const side = touched.length === 1 ? `${touched[0].name}, ` : "";
  return `${side}within π_w ${range(ws)}, π_l ${range(ls)}`;
}
