/** Rows that threads take slice by slice, from memory they share: none waits for another, and no message is sent. */
export interface RowQueue {
  /** Taken up to here, and how many are done. */
  counters: Int32Array;
  /** Up to here there are rows. */
  to: number;
  /** Rows in a slice. */
  slice: number;
}

const [TAKEN, DONE] = [0, 1];

export function createQueue(from: number, to: number, slice: number, shared: boolean): RowQueue {
  const bytes = 2 * Int32Array.BYTES_PER_ELEMENT;
  const counters = new Int32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  counters[TAKEN] = from;
  return { counters, to, slice };
}

/** Takes the next rows [from, to) and computes them; false where none were left. */
export function computeNext(
  { counters, to, slice }: RowQueue,
  compute: (from: number, to: number) => void,
): boolean {
  // No addition, which could pass 2^31 where many threads ask for more than there is.
  let from = Atomics.load(counters, TAKEN);
  for (;;) {
    if (from >= to) return false;
    const found = Atomics.compareExchange(counters, TAKEN, from, Math.min(to, from + slice));
    if (found === from) break;
    from = found;
  }
  const end = Math.min(to, from + slice);
  compute(from, end);
  Atomics.add(counters, DONE, end - from);
  return true;
}

export const rowsDone = ({ counters }: RowQueue): number => Atomics.load(counters, DONE);
