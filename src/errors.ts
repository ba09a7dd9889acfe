/** How an option is called where the caller gives it, alone or with a value: `beta: 0.1` in a program. */
export type OptionWords = (option: string, value?: string | number) => string;

/** A message, or how it reads for callers who call options otherwise. */
export type ErrorMessage = string | ((option: OptionWords) => string);

const inProgram: OptionWords = (option, value) => (value === undefined ? option : `${option}: ${value}`);

const read = (message: ErrorMessage, words: OptionWords) =>
  typeof message === "string" ? message : message(words);

/** Base of every error this package throws on purpose. `code` is stable; messages may improve. */
export abstract class DpoFlowError extends Error {
  abstract readonly code: string;
  readonly #said: ErrorMessage;

  constructor(message: ErrorMessage) {
    super(read(message, inProgram));
    this.#said = message;
  }

  /** The message as it reads where options are called otherwise, as on a command line. */
  toldWith(words: OptionWords): string {
    return read(this.#said, words);
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** One thing wrong with a scenario: where it stands and what to do about it. */
export interface Problem {
  /** Path inside the scenario, such as `starts.weak[1]`; empty for the file as a whole. */
  path: string;
  message: string;
}

/** A scenario that cannot be read or is not valid. Lists every problem at once. */
export class ScenarioError extends DpoFlowError {
  readonly code = "invalid-scenario";
  readonly problems: readonly Problem[];
  /** The file or name that the scenario came from. */
  readonly source: string;

  constructor(source: string, problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message));
    super(
      lines.length === 1 ? `${source}: ${lines[0]}` : `${source}:\n${lines.map((l) => `  ${l}`).join("\n")}`,
    );
    this.source = source;
    this.problems = problems;
  }
}

/** A training log that cannot be read, or has not what a log needs. */
export class LogError extends DpoFlowError {
  readonly code = "invalid-log";
}

/** A command line that asks for something that does not exist or contradicts itself. */
export class UsageError extends DpoFlowError {
  readonly code = "usage";
}

/** A file that cannot be written. */
export class OutputError extends DpoFlowError {
  readonly code = "output";
}

/** A figure that cannot be drawn as asked: a glyph the font lacks, a width that cannot hold it. */
export class FigureError extends DpoFlowError {
  readonly code = "figure";
}
