const MAGIC = "\u0093NUMPY\u0001\u0000";

/** The data starts at a multiple of this. */
const ALIGNMENT = 64;

/** Doubles in one piece of a file. */
const PIECE = 65_536;

/** Bytes of doubles in little-endian order, whatever the machine's own, piece by piece. */
export function* littleEndian(values: Float64Array): Generator<Uint8Array> {
  for (let first = 0; first < values.length; first += PIECE) {
    const count = Math.min(PIECE, values.length - first);
    const bytes = new Uint8Array(count * 8);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < count; i++) view.setFloat64(8 * i, values[first + i], true);
    yield bytes;
  }
}

/**
 * A NumPy array file, version 1.0: float64, C order. In pieces, so that no second copy of a large array is
 * made.
 *
 * @param shape its product is the number of values
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function* npy(values: Float64Array, shape: readonly number[]): Generator<Uint8Array> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const header = `${dictionary.padEnd(length - 1)}\n`;
  const file = new Uint8Array(before + length);
  file.set(Uint8Array.from(MAGIC, (c) => c.charCodeAt(0)));
  file.set([length & 255, length >> 8], MAGIC.length);
  file.set(
    Uint8Array.from(header, (c) => c.charCodeAt(0)),
    before,
  );
  yield file;
  yield* littleEndian(values);
}
