import type { CrossingTime, LevelTime, OfEnds, Setting } from "../measure/metric.js";
import { metricOf } from "../measure/registry.js";
import type { Loss } from "../model/loss.js";
import type { RunEvent } from "../run/event.js";
import type { SweepMetric, SweepSettings } from "./plan.js";

/** Something that is asked of every cell, with its place among the cell's numbers. */
interface Asked {
  readonly slot: number;
  /** Whether a cell that failed has none. */
  readonly ofTheEnd: boolean;
}

/** What the metrics of a plan come to, sorted by how they are computed, once for all cells. */
export interface Ask {
  readonly events: readonly (Asked & { readonly event: RunEvent["kind"] })[];
  readonly reached: readonly (Asked & { readonly computed: LevelTime | CrossingTime })[];
  readonly ends: readonly (Asked & Pick<OfEnds, "value">)[];
  readonly setting: Setting;
}

/** The metrics that are numbers of a cell, in the order in which it has them. */
export const numbersOf = (metrics: readonly SweepMetric[]) => metrics.filter((metric) => metric !== "status");

/** What the metrics of a sweep ask of each of its cells, worked out once for all of them. */
export function askOf({ targets }: SweepSettings, metrics: readonly SweepMetric[], loss: Loss): Ask {
  const events: Ask["events"][number][] = [];
  const reached: Ask["reached"][number][] = [];
  const ends: Ask["ends"][number][] = [];
  for (const [slot, name] of numbersOf(metrics).entries()) {
    const { computed, ofTheEnd } = metricOf(name);
    if (computed.kind === "event") events.push({ slot, ofTheEnd, event: computed.event });
    else if (computed.kind === "ends") ends.push({ slot, ofTheEnd, value: computed.value });
    else if (computed.kind !== "journey") reached.push({ slot, ofTheEnd, computed });
  }
  return { events, reached, ends, setting: { loss, targets } };
}
