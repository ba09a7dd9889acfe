const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** Shapes that logs grow in, over the share u of the way from the origin to the end: level, steady, fast at first. */
const SHAPES: readonly ((u: number) => number)[] = [() => 1, (u) => u, Math.sqrt];

/** A shape that the ones before it make up to this share is none of its own. */
const NEW = 1e-9;

/** The shapes at some readings of the clock, orthonormal (Gram and Schmidt, twice against rounding). */
function basis(shares: readonly number[]): number[][] {
  const found: number[][] = [];
  for (const shape of SHAPES) {
    let vector = shares.map(shape);
    for (const known of [...found, ...found]) {
      const part = dot(vector, known);
      vector = vector.map((x, i) => x - part * known[i]);
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length > NEW * Math.sqrt(shares.length)) found.push(vector.map((x) => x / length));
  }
  return found;
}

/**
 * The smooth progress of a logged value: what the clock alone tells of it. Its noise has next to no part in this, so a
 * line fitted along it is right though both coordinates are noisy.
 *
 * @param values one a row
 * @param clock  readings since the origin, ascending, ≥ 0
 * @see Durbin, Review of the International Statistical Institute 22, 1954: errors in variables, ranks as an instrument
 */
export function progress(values: readonly number[], clock: readonly number[]): number[] {
  const span = clock[clock.length - 1];
  const shares = clock.map((reading) => (span > 0 ? reading / span : 0));
  const shapes = basis(shares);
  const parts = shapes.map((shape) => dot(values, shape));
  return values.map((_, i) => shapes.reduce((sum, shape, k) => sum + parts[k] * shape[i], 0));
}
