/** What broke the solver in some cells: the first of them stands for all with the same message. */
export interface CellError {
  /** Class and message of what was thrown. */
  message: string;
  cells: number;
  /** The first of these cells, counted row by row over the whole sweep, and its start (x1, x2). */
  first: { cell: number; start: readonly [number, number] };
}

/** What was thrown, in one line. */
const messageOf = (cause: unknown): string =>
  (cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)).split("\n")[0];

/** Counts an error among those there are. Order and division of the cells do not matter. */
function add(errors: Map<string, CellError>, { message, cells, first }: CellError): void {
  const known = errors.get(message);
  errors.set(message, {
    message,
    cells: cells + (known?.cells ?? 0),
    first: known && known.first.cell < first.cell ? known.first : first,
  });
}

/** Collects errors cell by cell. */
export interface ErrorLog {
  note(cause: unknown, cell: number, start: readonly [number, number]): void;
  list(): CellError[];
}

/** A log of errors that holds none yet; of errors with the same message it keeps the first, and counts the others. */
export function createErrorLog(): ErrorLog {
  const errors = new Map<string, CellError>();
  return {
    note: (cause, cell, start) =>
      add(errors, { message: messageOf(cause), cells: 1, first: { cell, start } }),
    list: () => joinErrors([[...errors.values()]]),
  };
}

/** The errors of several parts of a sweep as those of one, in the order of their first cells. */
export function joinErrors(parts: Iterable<readonly CellError[]>): CellError[] {
  const errors = new Map<string, CellError>();
  for (const part of parts) for (const error of part) add(errors, error);
  return [...errors.values()].sort((a, b) => a.first.cell - b.first.cell);
}
