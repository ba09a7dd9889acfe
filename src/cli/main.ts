#!/usr/bin/env node
import { CommanderError } from "commander";
import { createProgram } from "./program.js";
import { reportError } from "./report.js";
import { exitOnSignals, guardStreams } from "./terminal.js";

async function main(): Promise<void> {
  guardStreams();
  exitOnSignals();
  const program = createProgram();
  try {
    if (process.argv.length <= 2) program.help({ error: true });
    await program.parseAsync();
  } catch (error) {
    // Commander has printed its own message; it ends with 0 after --help and --version.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else process.exitCode = reportError(error);
  }
}

await main();
