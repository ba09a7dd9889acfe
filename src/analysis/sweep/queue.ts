/** Slices of rows that threads take in turn, from memory they share: none waits for another, and no message is sent. */
export interface RowQueue {
  /** Slices taken, and rows done. */
  counters: Int32Array;
  /** All rows: [from, to). */
  from: number;
  to: number;
  /** Rows in a slice; the last one may have fewer. */
  slice: number;
}

const [TAKEN, DONE] = [0, 1];

const GOLDEN = (Math.sqrt(5) - 1) / 2;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** @param shared whether threads can share it */
export function createQueue(from: number, to: number, slice: number, shared: boolean): RowQueue {
  const bytes = 2 * Int32Array.BYTES_PER_ELEMENT;
  const counters = new Int32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return { counters, from, to, slice };
}

/**
 * Which of n slices comes k-th: strides of about n over the golden ratio, so that any number of them is spread evenly
 * over the plane. The time that is left can be told early on, and what the compiler of a thread learns from the first
 * rows holds for the others.
 */
export function scattered(k: number, n: number): number {
  let stride = Math.max(1, Math.round(GOLDEN * n));
  while (gcd(stride, n) !== 1) stride++;
  return (k * stride) % n;
}

/** Takes the next slice of rows [from, to) and computes it; false where none was left. */
export function computeNext(queue: RowQueue, compute: (from: number, to: number) => void): boolean {
  const { counters, slice, to } = queue;
  const slices = Math.ceil((to - queue.from) / slice);
  const taken = Atomics.add(counters, TAKEN, 1);
  if (taken >= slices) return false;
  const from = queue.from + slice * scattered(taken, slices);
  const end = Math.min(to, from + slice);
  compute(from, end);
  Atomics.add(counters, DONE, end - from);
  return true;
}

export const rowsDone = ({ counters }: RowQueue): number => Atomics.load(counters, DONE);
