// Benchmarks, printed as ratios of things measured in turn, and written to bench/results/. Run `npm run bench` after
// `npm ci`, on a machine with nothing else to do. Peers that are not installed are left out and named.
//
//     npm run bench -- --before <folder>     also compares sweeps with an older checkout, built, in that folder
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inTurn, readable, table, wallTime } from "./measure.mjs";
import {
  compileCvode,
  compileOdeint,
  compileRegularisedCvode,
  findPython,
  runCompiled,
  runOurs,
  runScipy,
} from "./peers.mjs";
import { compareSweeps } from "./sweeps.mjs";
import { TOLERANCES, workPrecisionTable, writeFigure } from "./workPrecision.mjs";

const CLI = join(import.meta.dirname, "../dist/bin/main.js");
const RESULTS = join(import.meta.dirname, "results");

const node = process.execPath;
const out = mkdtempSync(join(tmpdir(), "dpo-flow-bench-"));
const python = findPython();
const cvode = compileCvode(out);
const regularised = compileRegularisedCvode(out);
const odeint = compileOdeint(out);
const { before } = parseArgs({ options: { before: { type: "string" } } }).values;
const rows = [["what", "ratio", "target", "dpo-flow", "beside it"]];

function row(what, ratio, target, ours, theirs) {
  rows.push([what, `${Number(ratio.toPrecision(3))}`, target, ours, theirs]);
  console.error(rows.at(-1).join("  "));
}

const skip = (what, target, needs) => rows.push([what, "–", target, "–", `not run here; needs ${needs}`]);

/** Wall times of two commands. */
function commands(what, target, pairs, ours, theirs) {
  wallTime(...ours);
  wallTime(...theirs.command);
  const { a, b, ratio } = inTurn(
    () => wallTime(...ours),
    () => wallTime(...theirs.command),
    pairs,
  );
  row(what, theirs.inverse ? ratio : 1 / ratio, target, readable(a), `${theirs.name} ${readable(b)}`);
}

/** Trajectories a second of two programs, from starts all over the same square. */
function trajectories(what, target, pairs, ours, theirs) {
  const last = [];
  const measure = (i, run) => () => {
    last[i] = run();
    return last[i]?.seconds;
  };
  const { a, b, ratio } = inTurn(measure(0, ours), measure(1, theirs), pairs);
  const failed = last.findIndex((result) => !result || result.failed);
  if (failed >= 0) {
    rows.push([what, "–", target, "–", `${failed === 0 ? "dpo-flow" : "the peer"} failed on some start`]);
    return;
  }
  const text = (seconds, i) => `${readable(seconds)}, error ${last[i].error.toExponential(0)}`;
  row(what, ratio, target, text(a, 0), `${last[1].version ?? "odex"}: ${text(b, 1)}`);
}

function startUp() {
  commands("start-up: --help over node -e 0", "≤ 2", 11, [node, [CLI, "--help"]], {
    name: "node -e 0",
    command: [node, ["-e", "0"]],
  });
  const what = "run weak-sft with figures, over scipy and matplotlib";
  if (!python)
    return skip(what, "≤ 1", "python3 with scipy and matplotlib (Debian: python3-scipy python3-matplotlib)");
  commands(what, "≤ 1", 11, [node, [CLI, "run", "weak-sft", "-o", join(out, "ours"), "--quiet"]], {
    name: python.version,
    command: [python.command, [join(import.meta.dirname, "peers/weak_sft.py"), join(out, "theirs")]],
  });
}

function speeds() {
  const ours = (options) => () => runOurs({ method: "odex", beta: 0.1, n: 24, tolerance: 1e-9, ...options });
  const peer = (run, program) => () => run(program, { beta: 0.1, n: 24, tolerance: 1e-9 });
  const scipy = "trajectories/s, odex over scipy DOP853";
  if (python) trajectories(scipy, "≥ 300", 7, ours({}), peer(runScipy, python));
  else skip(scipy, "≥ 300", "python3 with scipy (Debian: python3-scipy)");
  const sundials = "trajectories/s, odex over CVODE Adams";
  if (cvode) trajectories(sundials, "≥ 20", 7, ours({}), peer(runCompiled, cvode));
  else skip(sundials, "≥ 20", "a C compiler and SUNDIALS (Debian: gcc libsundials-dev)");
  // Of the equations that this package integrates: what is left is the code.
  const same = "trajectories/s, odex over CVODE Adams, of our equations";
  if (regularised) trajectories(same, "", 7, ours({}), peer(runCompiled, regularised));
  else skip(same, "", "a C compiler and SUNDIALS (Debian: gcc libsundials-dev)");
  for (const method of ["bulirsch-stoer", "fehlberg78"]) {
    const what = `trajectories/s, odex over odeint ${method}, of our equations`;
    if (odeint) trajectories(what, "", 7, ours({}), peer(runCompiled, { ...odeint, method: [method] }));
    else skip(what, "", "a C++ compiler and Boost (Debian: g++ libboost-dev)");
  }
  for (const domain of ["quadrant", "box", "simplex"]) {
    for (const all of [false, true]) {
      trajectories(
        `trajectories/s, exact over odex, ${domain}, ${all ? "all metrics" : "extinction time"}`,
        "≥ 100",
        5,
        ours({ method: "exact", n: 200, domain, all }),
        ours({ domain, all }),
      );
    }
  }
}

function sweeps() {
  const what = "sweep time per trajectory, 25 losses × 5 geometries, before over now";
  if (!before) return rows.push([what, "–", "≥ 2.5", "–", "not run here; needs --before <folder>"]);
  const { ratio, worst, ours, theirs } = compareSweeps(before);
  row(what, ratio, "≥ 2.5", `median ${readable(ours)}`, `median ${readable(theirs)}, least ratio ${worst}`);
}

function parallel() {
  const sweep = (workers) => [
    node,
    [CLI, "sweep", "sft-quality", "--grid", "400x400", "--method", "odex", "--format", "none", "-q"].concat([
      ...["--workers", String(workers), "-o", join(out, `w${workers}`)],
    ]),
  ];
  commands("sweep 400 × 400, two workers over one", "≥ 1.8", 9, sweep(2), {
    name: "one worker",
    command: sweep(1),
    inverse: true,
  });
}

async function workPrecision() {
  const solvers = [
    {
      name: "dpo-flow sweep",
      run: (tolerance) => runOurs({ method: "odex", beta: 0.1, n: 8, tolerance, passes: 9 }),
    },
    {
      name: "dpo-flow run",
      run: (tolerance) => runOurs({ method: "dense", beta: 0.1, n: 8, tolerance, passes: 5 }),
    },
    ...(cvode
      ? [{ name: "CVODE Adams", run: (tolerance) => runCompiled(cvode, { beta: 0.1, n: 8, tolerance }) }]
      : []),
    ...(odeint
      ? [
          {
            name: "odeint, our equations",
            run: (tolerance) =>
              runCompiled({ ...odeint, method: ["bulirsch-stoer"] }, { beta: 0.1, n: 8, tolerance }),
          },
        ]
      : []),
    ...(python
      ? [{ name: "scipy DOP853", run: (tolerance) => runScipy(python, { beta: 0.1, n: 8, tolerance }) }]
      : []),
  ];
  const series = solvers.map(({ name }) => ({ name, points: [] }));
  for (const tolerance of TOLERANCES) {
    for (const [i, { run }] of solvers.entries()) {
      const runs = Array.from({ length: 3 }, () => run(tolerance)).sort((p, q) => p?.seconds - q?.seconds);
      const point = runs[1];
      // A peer that fails on some start at some tolerance has no error to compare.
      series[i].points.push(point && !point.failed ? point : undefined);
    }
  }
  await writeFigure(series, RESULTS);
  return workPrecisionTable(series);
}

try {
  const [cpu] = cpus();
  const system = spawnSync("uname", ["-sr"], { encoding: "utf8" }).stdout?.trim() || type();
  const machine = [
    `${cpu.model.trim()}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system}`,
    `Node ${process.version}; ${python?.version ?? "no scipy"}; ${cvode ? `${runCompiled(cvode, { beta: 0.1, n: 1, tolerance: 1e-6 }).version}, ${cvode.version}` : "no SUNDIALS"}`,
  ];
  console.error(machine.join("\n"));
  startUp();
  speeds();
  sweeps();
  parallel();
  const text = [
    ...machine,
    "",
    "Medians of pairs measured in turn: wall time of commands, processor time of single threads, per trajectory.",
    "",
    table(rows),
    "",
    "Time per trajectory and largest relative error of the extinction time, β = 0.1, 8 × 8 starts over [0, 1]².",
    "",
    await workPrecision(),
    "",
  ].join("\n");
  writeFileSync(join(RESULTS, "results.md"), text);
  console.log(text);
} finally {
  rmSync(out, { recursive: true, force: true });
}
