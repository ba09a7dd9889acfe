import { setSigned } from "../model/logarithm.js";
import { linearSolve } from "./linearSolve.js";
import type { Cost } from "./odex.js";
import type { Derivative, LogDerivative, Tolerance } from "./problem.js";

/** Columns of the extrapolation table; column j costs j evaluations, n_j = 1, 2, 3, … */
export const COLUMNS = 10;

/**
 * Half the width of the central differences, for components of order 1: near the cube root of the rounding
 * unit, where their error is least. From 1e-8 to 1e-4 the runs of `stiffness.ts` spend as many
 * evaluations, to 1 %.
 */
const WIDTH = 1e-6;

/** A right-hand side in logs. */
export function inLogs(derivative: Derivative): LogDerivative {
  return (s, y, out) => {
    const dy = new Float64Array(y.length);
    derivative(s, y, dy);
    for (let i = 0; i < dy.length; i++) setSigned(out, 2 * i, Math.sign(dy[i]), Math.log(Math.abs(dy[i])));
  };
}

/**
 * Values given in logs, each in units of its own: those that fit a step, since rates of e^1000 do occur.
 *
 * @param units logarithms of the units
 */
export const inUnits = (logs: Float64Array, units: Float64Array): Float64Array =>
  units.map((unit, i) => logs[2 * i] * Math.exp(logs[2 * i + 1] - unit));

/** Right-hand side around one state, in units that are e^units[i] for component i. */
export interface Linearised {
  /** ∂f/∂y, row by row. */
  rows: Float64Array[];
  units: Float64Array;
}

/** Right-hand side in logs that counts its calls, and its Jacobian by central differences. */
export function counted(derivative: LogDerivative, cost: Cost) {
  const f = (s: number, y: Float64Array): Float64Array => {
    const logs = new Float64Array(2 * y.length);
    cost.evaluations++;
    derivative(s, y, logs);
    return logs;
  };
  const linearise = (s: number, y: Float64Array): Linearised => {
    const stencil = Array.from(y, (yj, j) => {
      const h = WIDTH * Math.max(1, Math.abs(yj));
      const at = (shift: number) =>
        f(
          s,
          y.map((v, i) => (i === j ? v + shift : v)),
        );
      return { h, up: at(h), down: at(-h) };
    });
    // Units of the largest rate around: where it rests, a component's own says nothing of how fast it can be.
    const units = y.map((_, i) =>
      stencil.reduce((most, { up, down }) => Math.max(most, up[2 * i + 1], down[2 * i + 1]), 0),
    );
    const columns = stencil.map(({ h, up, down }) => {
      const [above, below] = [inUnits(up, units), inUnits(down, units)];
      return above.map((value, i) => (value - below[i]) / (2 * h));
    });
    return { units, rows: Array.from(y, (_, i) => Float64Array.from(columns, (column) => column[i])) };
  };
  return { f, linearise };
}

/** An extrapolated state at the end of a step, and its estimated error in units of the tolerance. */
export interface Column {
  y: Float64Array;
  error: number;
}

/**
 * One step of length `h` by the extrapolated linearly implicit Euler method.
 *
 * Its equations (I − h ∂f/∂y) δ = h f are solved row by row in the units of `linearised`: a component that
 * comes to rest at once, at whatever rate, is no harder than any other.
 *
 * @param f          right-hand side in logs
 * @param f0         f(s0, y0)
 * @param linearised f around there
 * @returns        the columns of the extrapolation table from the second on, as far as they are asked for
 */
export function* columns(
  f: (s: number, y: Float64Array) => Float64Array,
  { rows, units }: Linearised,
  s0: number,
  y0: Float64Array,
  f0: Float64Array,
  h: number,
  tolerance: Tolerance,
): Generator<Column> {
  const n = y0.length;
  const identity = units.map((unit) => Math.exp(-unit));
  let previous: Float64Array[] = [];
  for (let j = 1; j <= COLUMNS; j++) {
    const hj = h / j;
    let y = Float64Array.from(y0);
    for (let k = 0; k < j; k++) {
      const step = inUnits(k === 0 ? f0 : f(s0 + k * hj, y), units).map((v) => hj * v);
      const matrix = rows.map((row, i) => row.map((v, l) => (i === l ? identity[i] : 0) - hj * v));
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
