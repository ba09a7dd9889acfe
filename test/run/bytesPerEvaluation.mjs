// Prints how many bytes the derivative of a free or held phase allocates per evaluation, once it is compiled:
//
//     node <flags> test/run/bytesPerEvaluation.mjs '{"loss":"dpo","geometry":{"name":"ratio"}}'
//
// `wall: true` holds the motion on a wall of the box; `form: "scaled"` asks for logarithms throughout. Run with --expose-gc, and with a young generation so large that
// nothing is collected while it measures. Works on the built program.
import { createFlow } from "../../dist/model/flow.js";
import { losses } from "../../dist/model/losses/registry.js";
import { onClock } from "../../dist/ode/clock.js";
import { plainVelocityOf, velocityOf } from "../../dist/run/follow/mode.js";

const { loss, geometry, wall = false, form = "plain" } = JSON.parse(process.argv[2]);
const flow = createFlow({
  loss: { name: loss, ...losses[loss].parameters.parse({}) },
  geometry,
  domain: wall ? "box" : "quadrant",
  reference: { preferred: 0.4, dispreferred: 0.5 },
});
const mode = { side: flow.kink ? "below" : undefined, wall: wall ? flow.faces[0] : undefined };
const velocity = velocityOf(flow, mode);
const plain = form === "plain" ? plainVelocityOf(flow, mode) : undefined;
const derivative = onClock(
  (y, out) => velocity(y[0], y[1], out),
  2,
  1000,
  plain && ((y, out) => plain(y[0], y[1], out)),
);

const [y, dy] = [new Float64Array(3), new Float64Array(3)];
function evaluate(times) {
  for (let i = 0; i < times; i++) {
    y[0] = -1 - (i & 1023) / 1000;
    y[1] = -1.1 - (i & 511) / 1000;
    derivative(0, y, dy);
  }
}

const EVALUATIONS = 100_000;
const ROUNDS = 100;

/** Bytes per evaluation of the measurement itself. */
const ENOUGH = 0.5;

for (let i = 0; i < 40; i++) evaluate(5000);
// The compiler works on another thread, and on a busy machine its results come late: the least of many counts. What
// the code itself allocates, 16 bytes at least, is in every one of them.
let least = Number.POSITIVE_INFINITY;
for (let round = 0; round < ROUNDS && least >= ENOUGH; round++) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  evaluate(EVALUATIONS);
  least = Math.min(least, (process.memoryUsage().heapUsed - before) / EVALUATIONS);
}
console.log(least);
