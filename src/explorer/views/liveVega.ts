import type { Live, LiveSpec } from "./liveSpec.js";

type Json = Record<string, unknown>;

/** Values of signals by name. */
export type Signals = Map<string, unknown>;

const signalName = (scale: string, part: string) => `live_${scale}_${part}`;

/** The signals that stand for the live constants of a figure. */
export function liveSignals({ scales }: Pick<LiveSpec, "scales">): Signals {
  const signals: Signals = new Map();
  for (const [scale, { domain, range, ticks }] of scales) {
    if (domain) signals.set(signalName(scale, "domain"), domain);
    if (range) signals.set(signalName(scale, "range"), range);
    if (ticks) signals.set(signalName(scale, "ticks"), ticks.values);
    if (ticks) signals.set(signalName(scale, "texts"), ticks.texts);
  }
  return signals;
}

function liveScale(scale: Json, live: Live | undefined): Json {
  const replaced = { ...scale };
  for (const part of ["domain", "range"] as const) {
    if (live?.[part] && Array.isArray(scale[part])) {
      replaced[part] = { signal: signalName(String(scale.name), part) };
    }
  }
  return replaced;
}

function liveAxis(axis: Json, live: Live | undefined): Json {
  if (!live?.ticks || !Array.isArray(axis.values)) return axis;
  const ticks = signalName(String(axis.scale), "ticks");
  const texts = signalName(String(axis.scale), "texts");
  const replaced: Json = {
    ...axis,
    values: { signal: ticks },
    tickCount: { signal: `max(1, length(${ticks}))` },
  };
  const labels = (axis.encode as { labels?: { update?: Json } } | undefined)?.labels;
  if (labels?.update?.text) {
    const text = { signal: `${texts}[indexof(${ticks}, datum.value)]` };
    replaced.encode = { ...(axis.encode as Json), labels: { ...labels, update: { ...labels.update, text } } };
  }
  return replaced;
}

/**
 * A compiled figure whose live constants are signals, so that a view of it can follow them without being built anew.
 * Its parts are hidden from assistive technology: the page says what the figure shows.
 *
 * @param compiled Vega specification of `live.spec`
 */
export function liveVega(compiled: Json, live: LiveSpec): Json {
  const walk = (node: Json): Json => {
    const { scales, axes, marks } = node as { scales?: Json[]; axes?: Json[]; marks?: Json[] };
    return {
      ...node,
      ...(scales && { scales: scales.map((scale) => liveScale(scale, live.scales.get(String(scale.name)))) }),
      ...(axes && {
        axes: axes.map((axis) => ({ ...liveAxis(axis, live.scales.get(String(axis.scale))), aria: false })),
      }),
      ...(marks && {
        marks: marks.map((mark) => ({ ...(mark.type === "group" ? walk(mark) : mark), aria: false })),
      }),
    };
  };
  const signals = [...liveSignals(live)].map(([name, value]) => ({ name, value }));
  return { ...walk(compiled), signals: [...((compiled.signals as Json[]) ?? []), ...signals] };
}
