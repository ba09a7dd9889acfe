/** Slices of cells that threads take in turn, from memory they share: none waits for another, and no message is sent. */
export interface CellQueue {
  /** Turns taken, and cells done. */
  counters: Int32Array;
  /** All cells, row by row: [from, to). */
  from: number;
  to: number;
  /** Cells in a slice; the last one may have fewer. */
  slice: number;
}

const [TURNS, DONE] = [0, 1];

/** @param shared whether threads can share it */
export function createQueue(from: number, to: number, slice: number, shared: boolean): CellQueue {
  const bytes = 2 * Int32Array.BYTES_PER_ELEMENT;
  const counters = new Int32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return { counters, from, to, slice };
}

/** The number whose lowest `bits` bits are those of k in the opposite order. */
function reversed(k: number, bits: number): number {
  let number = 0;
  for (let bit = 0; bit < bits; bit++) number = 2 * number + ((k >>> bit) & 1);
  return number;
}

/** Cells [from, to). */
export interface Slice {
  from: number;
  to: number;
}

/**
 * Takes the next slice of cells; undefined where none is left. Those that are computed are told by `tellDone`.
 *
 * Slices come in bit-reversed order, from coarse to fine over the whole plane. So the time that is left can be told
 * early on, and what the compiler of a thread learns from the first cells holds for the others.
 */
export function takeSlice(queue: CellQueue): Slice | undefined {
  const { counters, slice, to } = queue;
  const slices = Math.ceil((to - queue.from) / slice);
  const bits = 32 - Math.clz32(slices - 1);
  for (;;) {
    const turn = Atomics.add(counters, TURNS, 1);
    if (turn >= 2 ** bits) return undefined;
    const place = reversed(turn, bits);
    if (place >= slices) continue;
    const from = queue.from + slice * place;
    return { from, to: Math.min(to, from + slice) };
  }
}

/** Takes note that some cells are computed. */
export function tellDone({ counters }: CellQueue, cells: number): void {
  Atomics.add(counters, DONE, cells);
}

export const cellsDone = ({ counters }: CellQueue): number => Atomics.load(counters, DONE);
