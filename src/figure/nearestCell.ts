/**
 * The values of a grid with its gaps filled from the nearest cells that have one, ring by ring: contours then run
 * into a gap instead of crowding at its edge.
 *
 * @param values NaN in a gap; row by row
 * @param shape  [ny, nx]
 * @returns      the same where there are values; zeros where there are none at all
 */
export function filled(values: Float64Array, [ny, nx]: readonly number[]): Float64Array {
  const result = values.slice();
  let front = Array.from(result.keys()).filter((k) => !Number.isNaN(result[k]));
  if (front.length === 0) return result.fill(0);
  while (front.length > 0) {
    const next: number[] = [];
    for (const k of front) {
      const [j, i] = [Math.floor(k / nx), k % nx];
      for (const [dj, di] of [
        [0, -1],
        [0, 1],
        [-1, 0],
        [1, 0],
      ]) {
        const inside = j + dj >= 0 && j + dj < ny && i + di >= 0 && i + di < nx;
        const neighbour = (j + dj) * nx + i + di;
        if (!inside || !Number.isNaN(result[neighbour])) continue;
        result[neighbour] = result[k];
        next.push(neighbour);
      }
    }
    front = next;
  }
  return result;
}
