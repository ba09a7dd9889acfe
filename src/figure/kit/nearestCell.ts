/** Steps to the four neighbours of a cell: rows and columns. */
const NEIGHBOURS = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
] as const;

/**
 * The values of a grid with its gaps filled from the nearest cells that have one, ring by ring: contours then
 * run into a gap instead of crowding at its edge.
 *
 * @param values NaN in a gap; row by row
 * @param shape  [ny, nx]
 * @param slope  whether the first ring goes on as the values before it do, so that contours do not bend there
 * @returns      the same where there are values; zeros where there are none at all
 */
export function filled(values: Float64Array, [ny, nx]: readonly number[], slope = false): Float64Array {
  const result = values.slice();
  const at = (j: number, i: number) => (j >= 0 && j < ny && i >= 0 && i < nx ? j * nx + i : -1);
  let front = Array.from(result.keys()).filter((k) => !Number.isNaN(result[k]));
  if (front.length === 0) return result.fill(0);
  for (let first = slope; front.length > 0; first = false) {
    const next: number[] = [];
    /** Of each gap next to the front: the sum of what its neighbours suggest, and how many do. */
    const suggested = new Map<number, [sum: number, count: number]>();
    for (const k of front) {
      const [j, i] = [Math.floor(k / nx), k % nx];
      for (const [dj, di] of NEIGHBOURS) {
        const gap = at(j + dj, i + di);
        if (gap < 0 || !Number.isNaN(result[gap])) continue;
        const before = first ? values[at(j - dj, i - di)] : Number.NaN;
        const value = before === undefined || Number.isNaN(before) ? result[k] : 2 * result[k] - before;
        const [sum, count] = suggested.get(gap) ?? [0, 0];
        if (first || count === 0) suggested.set(gap, [sum + value, count + 1]);
      }
    }
    for (const [gap, [sum, count]] of suggested) {
      result[gap] = sum / count;
      next.push(gap);
    }
    front = next;
  }
  return result;
}
