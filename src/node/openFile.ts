import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** The program of each system that opens a file with what its user has chosen for it. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/**
 * Opens a file with the program that the system has for it.
 *
 * @returns whether that program could be started
 */
export function openFile(path: string): Promise<boolean> {
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  return new Promise((done) => {
    const child = spawn(command, [...args, resolve(path)], { detached: true, stdio: "ignore" });
    child.on("error", () => done(false));
    child.on("spawn", () => {
      child.unref();
      done(true);
    });
  });
}
