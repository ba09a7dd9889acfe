import type { Mark } from "../run/mark.js";
import type { CrossingTime, LevelTime, Place, Setting } from "./metric.js";

/**
 * What is no longer negative once a metric's level is reached, for a trajectory from `start`; undefined where
 * there is nothing to be reached.
 */
export function markOf(
  computed: LevelTime | CrossingTime,
  start: Pick<Place, "r1" | "r2">,
  setting: Setting,
): Mark | undefined {
  if (computed.kind === "crossing") return computed.mark(start, setting);
  const [w1, w2] = computed.weights;
  const before = computed.sinceStart ? w1 * start.r1 + w2 * start.r2 : 0;
  const level = before + computed.level(setting.targets);
  // A response that does not count must not make the sum NaN when it is extinct: 0 · −∞.
  if (w1 === 0) return (_r1, r2) => w2 * r2 - level;
  if (w2 === 0) return (r1) => w1 * r1 - level;
  return (r1, r2) => w1 * r1 + w2 * r2 - level;
}
