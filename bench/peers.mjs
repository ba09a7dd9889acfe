// The other programs that the benchmarks compare with, as far as they run here.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { arcTime } from "../dist/exact/extinction.js";
import { report } from "./measure.mjs";

const FOLDER = join(import.meta.dirname, "peers");
const LIBRARIES = ["sundials_cvode", "sundials_nvecserial", "sundials_sunnonlinsolfixedpoint", "m"];

/** x2 at which the peers stop. */
const END = 1e-6;

/** The first Python that has scipy and matplotlib, with their versions. */
export function findPython() {
  const test =
    "import scipy, matplotlib; print(f'scipy {scipy.__version__}, matplotlib {matplotlib.__version__}')";
  for (const command of ["python3", "/usr/bin/python3"]) {
    const { status, stdout } = spawnSync(command, ["-c", test], { encoding: "utf8" });
    if (status === 0) return { command, version: stdout.trim() };
  }
  return undefined;
}

/** Compiles a peer with the first compiler that can; undefined where there is none, or a library is missing. */
function compile(source, program, compilers, libraries) {
  const flags = ["-O2", "-o", program, join(FOLDER, source), ...libraries.map((name) => `-l${name}`)];
  for (const compiler of compilers) {
    const { status } = spawnSync(compiler, flags, { stdio: "ignore" });
    if (status === 0) {
      const version = spawnSync(compiler, ["-dumpfullversion"], { encoding: "utf8" }).stdout.trim();
      return { program, version: `${compiler} ${version} -O2` };
    }
  }
  return undefined;
}

/** CVODE, of x' = −∇ₓL in x; undefined where there is no compiler or no SUNDIALS. */
export const compileCvode = (folder) =>
  compile("extinction.c", join(folder, "extinction"), ["gcc", "cc"], LIBRARIES);

/** CVODE, of the equations that this package integrates. */
export const compileRegularisedCvode = (folder) =>
  compile("regularised.c", join(folder, "regularised"), ["gcc", "cc"], LIBRARIES);

/** boost::odeint, of the same; undefined where there is no compiler or no Boost. */
export const compileOdeint = (folder) =>
  compile("regularised.cpp", join(folder, "odeint"), ["g++", "c++"], ["m"]);

/** Exact times from the starts of an n × n grid to where the peers stop, one a line. */
function exactTimes(beta, n) {
  const lines = [];
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const [x1, x2] = [(i + 0.5) / n, (j + 0.5) / n];
      const end = [Math.sqrt(x1 * x1 + x2 * x2 - END * END), END];
      lines.push(arcTime([x1, x2], beta) - arcTime(end, beta));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Seconds per trajectory, largest relative error and version of a peer. */
export const runScipy = ({ command }, { beta, n, tolerance }) =>
  report(command, [join(FOLDER, "extinction.py"), beta, n, tolerance].map(String), exactTimes(beta, n));

/** The same of a compiled peer, which may know several methods. */
export const runCompiled = ({ program, method = [] }, { beta, n, tolerance }) =>
  report(program, [beta, n, tolerance, ...method].map(String), exactTimes(beta, n));

/** The same of this package, in a process of its own. */
export const runOurs = (options) =>
  report(process.execPath, [join(import.meta.dirname, "trajectories.mjs"), JSON.stringify(options)]);
