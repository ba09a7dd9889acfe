import { linearSolve } from "./linearSolve.js";
import type { Cost } from "./odex.js";
import type { Derivative, Tolerance } from "./problem.js";

/** Columns of the extrapolation table; column j costs j evaluations, n_j = 1, 2, 3, … */
export const COLUMNS = 10;

/**
 * Half the width of the central differences, for components of order 1: near the cube root of the rounding
 * unit, where their error is least. From 1e-8 to 1e-4 the runs of `stiffness.ts` spend as many
 * evaluations, to 1 %.
 */
const WIDTH = 1e-6;

/** Right-hand side that counts its calls, and its Jacobian by central differences. */
export function counted(derivative: Derivative, cost: Cost) {
  const f = (s: number, y: Float64Array): Float64Array => {
    const dy = new Float64Array(y.length);
    cost.evaluations++;
    derivative(s, y, dy);
    return dy;
  };
  const jacobian = (s: number, y: Float64Array): Float64Array[] => {
    const columns = Array.from(y, (yj, j) => {
      const h = WIDTH * Math.max(1, Math.abs(yj));
      const at = (shift: number) =>
        f(
          s,
          y.map((v, i) => (i === j ? v + shift : v)),
        );
      const [up, down] = [at(h), at(-h)];
      return up.map((u, i) => (u - down[i]) / (2 * h));
    });
    return Array.from(y, (_, i) => Float64Array.from(columns, (column) => column[i]));
  };
  return { f, jacobian };
}

/** An extrapolated state at the end of a step, and its estimated error in units of the tolerance. */
export interface Column {
  y: Float64Array;
  error: number;
}

/**
 * One step of length `h` by the extrapolated linearly implicit Euler method.
 *
 * @param f0       f(s0, y0)
 * @param jacobian ∂f/∂y there
 * @returns        the columns of the extrapolation table from the second on, as far as they are asked for
 */
export function* columns(
  f: (s: number, y: Float64Array) => Float64Array,
  jacobian: Float64Array[],
  s0: number,
  y0: Float64Array,
  f0: Float64Array,
  h: number,
  tolerance: Tolerance,
): Generator<Column> {
  const n = y0.length;
  let previous: Float64Array[] = [];
  for (let j = 1; j <= COLUMNS; j++) {
    const hj = h / j;
    let y = Float64Array.from(y0);
    for (let k = 0; k < j; k++) {
      const step = (k === 0 ? f0 : f(s0 + k * hj, y)).map((v) => hj * v);
      const matrix = jacobian.map((row, i) => row.map((v, l) => (i === l ? 1 : 0) - hj * v));
      linearSolve(matrix, step);
      y = y.map((v, i) => v + step[i]);
    }
    const row = [y];
    for (let l = 1; l < j; l++) {
      const factor = j / (j - l) - 1;
      row.push(row[l - 1].map((v, i) => v + (v - previous[l - 1][i]) / factor));
    }
    if (j > 1) {
      const [best, next] = [row[j - 1], row[j - 2]];
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const weight =
          tolerance.absolute[i] + tolerance.relative[i] * Math.max(Math.abs(y0[i]), Math.abs(best[i]));
        sum += ((best[i] - next[i]) / weight) ** 2;
      }
      yield { y: best, error: Math.sqrt(sum / n) };
    }
    previous = row;
  }
}
