// Sweeps of every loss in every geometry by two builds in turn.
//
//     node bench/sweeps.mjs <folder of an older built checkout>
import { join } from "node:path";
import { geometries } from "../dist/model/geometries/registry.js";
import { losses } from "../dist/model/losses/registry.js";
import { median, readable, report } from "./measure.mjs";

const ROOT = join(import.meta.dirname, "..");

/** Seconds per trajectory of a build; undefined where it fails. */
const measure = (root, loss, geometry) =>
  report(process.execPath, [join(import.meta.dirname, "sweepTimes.mjs"), root, loss, geometry])?.seconds;

/**
 * Measures this build and an older one, flow by flow.
 *
 * @returns the median of the ratios older / this and the least of them with its flow, and the medians of both
 */
export function compareSweeps(before) {
  const rows = [];
  for (const loss of Object.keys(losses)) {
    for (const geometry of Object.keys(geometries)) {
      const [theirs, ours] = [measure(before, loss, geometry), measure(ROOT, loss, geometry)];
      if (ours === undefined || theirs === undefined) continue;
      rows.push({ flow: `${loss}, ${geometry}`, ours, theirs, ratio: theirs / ours });
      console.error(
        `${loss} ${geometry}  ${(theirs / ours).toFixed(2)}  ${readable(ours)}  ${readable(theirs)}`,
      );
    }
  }
  const least = rows.reduce((p, q) => (q.ratio < p.ratio ? q : p));
  return {
    ratio: median(rows.map(({ ratio }) => ratio)),
    worst: `${least.ratio.toFixed(2)} (${least.flow})`,
    ours: median(rows.map(({ ours }) => ours)),
    theirs: median(rows.map(({ theirs }) => theirs)),
    flows: rows.length,
  };
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(compareSweeps(process.argv[2]), undefined, 2));
}
