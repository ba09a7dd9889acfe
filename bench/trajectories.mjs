// Times trajectories of DPO in this process, one thread, as a sweep computes them, and prints one line of JSON.
//
//     node bench/trajectories.mjs '{"method":"odex","beta":0.1,"n":24,"tolerance":1e-9,"domain":"quadrant"}'
//
// `method` may also be `dense`: the integration that `dpo-flow run` does, with dense output.
import { exactExtinction } from "../dist/exact/extinction.js";
import { createFlow } from "../dist/model/flow.js";
import { inlineMore } from "../dist/node/compiler.js";
import { followFlow } from "../dist/run/follow/followFlow.js";
import { createCellsSolver } from "../dist/sweep/cells.js";
import { SWEEP_METRICS } from "../dist/sweep/plan.js";
import { createArrays } from "../dist/sweep/results.js";
import { startsOf } from "../dist/sweep/starts.js";
import { sweepBox } from "../dist/sweep/sweepPlanes.js";

const {
  method,
  beta,
  n,
  tolerance = 1e-9,
  domain = "quadrant",
  all = false,
  passes = 5,
} = JSON.parse(process.argv[2]);
const reference = { preferred: 1, dispreferred: 1 };
const settings = {
  name: "bench",
  title: "bench",
  loss: { name: "dpo", beta },
  reference,
  geometry: { name: "ratio" },
  domain,
  horizon: 1000,
  maxSteps: 10_000,
  tolerance: { relative: tolerance, absolute: 1e-3 * tolerance },
  targets: { margin: 1, loss: 0.5 },
  figure: { plane: "ratio" },
};
const plan = {
  scenario: "bench",
  panel: "base",
  settings,
  starts: { kind: "grid", plane: "ratio", box: sweepBox("ratio", reference), nx: n, ny: n },
  metrics: all ? [...SWEEP_METRICS] : ["extinctionTime"],
  method: method === "exact" ? "exact" : "odex",
};
const arrays = createArrays(plan, n, false);
const start = startsOf(plan);
const x = new Float64Array(2);
const flow = createFlow(settings);

function denseRows() {
  for (let k = 0; k < n * n; k++) {
    start(Math.floor(k / n), k % n, x);
    const { events } = followFlow(flow, [x[0], x[1]], settings);
    arrays.extinctionTime[k] = events.find(({ kind }) => kind === "extinction")?.t ?? Number.NaN;
  }
}

inlineMore();
const { compute } = createCellsSolver(plan);
const pass = method === "dense" ? denseRows : () => compute(arrays, 0, 0, n * n);
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const timed = () => {
  const from = now();
  pass();
  return now() - from;
};
// For a second the compiler may do its work; sweeps of a size that matters take longer.
for (const from = now(); now() - from < 1; ) pass();
const seconds = Array.from({ length: passes }, timed);

let [error, cells] = [0, 0];
for (let k = 0; k < n * n; k++) {
  start(Math.floor(k / n), k % n, x);
  if (domain === "simplex" && x[0] + x[1] > 1) continue;
  cells++;
  const { time } = exactExtinction(settings, [x[0], x[1]]);
  // Math.max keeps NaN: a trajectory that failed has no error to compare.
  error = Math.max(error, Math.abs(arrays.extinctionTime[k] / time - 1));
}
const middle = seconds.toSorted((a, b) => a - b)[seconds.length >> 1];
console.log(JSON.stringify({ seconds: middle / cells, error }));
