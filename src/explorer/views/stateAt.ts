import type { Run } from "../../simulate/run.js";

/** State (x1, x2) of a run at a time, between the samples around it; at rest where it ends. */
export function stateAt({ curve }: Pick<Run, "curve">, t: number): [number, number] {
  let [low, high] = [0, curve.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (curve[middle].t <= t) low = middle;
    else high = middle;
  }
  const [a, b] = [curve[low], curve[high]];
  const share = b.t > a.t ? Math.min(1, Math.max(0, (t - a.t) / (b.t - a.t))) : 1;
  return [a.x1 + share * (b.x1 - a.x1), a.x2 + share * (b.x2 - a.x2)];
}
