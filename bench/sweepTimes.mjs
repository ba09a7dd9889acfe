// Times sweeps by odex of one loss in one geometry in this process, one thread, and prints one line of JSON: seconds
// of processor time per trajectory.
//
//     node bench/sweepTimes.mjs <folder of a built checkout> <loss> <geometry>
//
// Imports that checkout, so that an older build can be measured beside this one.
import { join, resolve } from "node:path";

const [root, lossName, geometryName] = process.argv.slice(2);
const from = (path) => import(join(resolve(root), "dist", path));
const { losses } = await from("model/losses/registry.js");
const { geometries } = await from("model/geometries/registry.js");
const { inlineMore } = await from("node/compiler.js");
const { createCellsSolver } = await from("sweep/cells.js");
const { STATUSES } = await from("sweep/statuses/registry.js");
const { createArrays } = await from("sweep/results.js");

/** Starts along each axis of a square of which the simplex is about half; counted are those inside. */
const N = 16;
/** Both probabilities from 0 to 1. */
const BOX = { u: [0, 1 / 0.4], v: [0, 1 / 0.3] };
/** Room for other responses, so that every loss and geometry is defined at most starts. */
const reference = { preferred: 0.4, dispreferred: 0.3 };

const plan = {
  scenario: "bench",
  panel: "base",
  settings: {
    name: "bench",
    title: "bench",
    loss: { name: lossName, ...losses[lossName].parameters.parse({}) },
    reference,
    geometry: { name: geometryName, ...geometries[geometryName].parameters.parse({}) },
    domain: "simplex",
    horizon: 1000,
    maxSteps: 10_000,
    tolerance: { relative: 1e-9, absolute: 1e-12 },
    targets: { margin: 1, loss: 0.5 },
    figure: { plane: "ratio" },
  },
  starts: { kind: "grid", plane: "ratio", box: BOX, nx: N, ny: N },
  metrics: ["extinctionTime", "status"],
  method: "odex",
};
inlineMore();
const arrays = createArrays(plan, N, false);
const { compute } = createCellsSolver(plan);
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const pass = () => {
  const start = now();
  compute(arrays, 0, 0, N * N);
  return now() - start;
};

// One pass or half a second for the compiler, then the best of what half a second holds: others on the machine add
// to a time, and nothing takes away from it.
for (const start = now(); ; ) {
  pass();
  if (now() - start > 0.5) break;
}
let best = pass();
for (const start = now(); now() - start < 0.5; ) best = Math.min(best, pass());
const outside = STATUSES.indexOf("outside");
const inside = arrays.status.filter((code) => code !== outside).length;
console.log(JSON.stringify({ seconds: best / inside }));
