import type { Row, View } from "../../figure/kit/spec.js";

/** Constants of a figure that may change while it is shown, by the name of the Vega scale they belong to. */
export interface Live {
  domain?: unknown[];
  range?: unknown[];
  /** Tick values and their texts. */
  ticks?: { values: number[]; texts: string[] };
}

/** A figure taken apart into what stays and what moves. */
export interface LiveSpec {
  /** The Vega-Lite specification, its data by name. */
  spec: View;
  datasets: ReadonlyMap<string, Row[]>;
  scales: ReadonlyMap<string, Live>;
  /** Equal for two figures that differ in data and live constants alone. */
  skeleton: string;
}

const isObject = (value: unknown): value is View =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The tick texts inside the expression that `axis` of the figures writes. */
function tickTexts(expression: string): string[] | undefined {
  const [, texts] = /^(\[.*\])\[indexof\(\[.*\], datum\.value\)\]$/s.exec(expression) ?? [];
  return texts === undefined ? undefined : (JSON.parse(texts) as string[]);
}

/** Collects the live constants of one encoding channel, and returns it without them. */
function still(channel: View, name: string, scales: Map<string, Live>): View {
  const { scale, axis } = channel;
  const live: Live = scales.get(name) ?? {};
  const kept: View = { ...channel };
  if (isObject(scale)) {
    const { domain, range, ...rest } = scale;
    if (Array.isArray(domain)) live.domain = domain;
    if (Array.isArray(range)) live.range = range;
    kept.scale = { ...rest, domain: Array.isArray(domain) || domain, range: Array.isArray(range) || range };
  }
  if (isObject(axis) && Array.isArray(axis.values)) {
    const { values, labelExpr, tickCount: _, ...rest } = axis;
    live.ticks = { values: values as number[], texts: tickTexts(String(labelExpr)) ?? [] };
    kept.axis = rest;
  }
  if (Object.keys(live).length > 0) scales.set(name, live);
  return kept;
}

/**
 * Takes a layered figure, or one of several such figures above each other, apart. Inline data get the name of their
 * layer.
 */
export function liveSpec(figure: View): LiveSpec {
  const datasets = new Map(Object.entries((figure.datasets ?? {}) as Record<string, Row[]>));
  const scales = new Map<string, Live>();

  const layersOf = (view: View, prefix: string) => {
    const layers = (view.layer ?? []) as View[];
    const named = layers.map((layer) => {
      const { values } = layer.data as { values?: Row[] };
      if (!values) return layer;
      const name = `rows-of-${layer.name}`;
      datasets.set(name, values);
      return { ...layer, data: { name } };
    });
    const stills = named.map((layer) => ({
      ...layer,
      encoding: Object.fromEntries(
        Object.entries(layer.encoding as Record<string, View>).map(([channel, definition]) => {
          // Colours and shapes are shared by the charts of a figure, positions are not.
          const own = channel === "x" || channel === "y" ? `${prefix}${channel}` : channel;
          return [channel, still(definition, own, scales)];
        }),
      ),
    }));
    return { named: { ...view, layer: named }, still: { ...view, layer: stills } };
  };

  const { datasets: _, ...rest } = figure;
  const charts = rest.vconcat as View[] | undefined;
  const parts = charts?.map((chart, i) => layersOf(chart, `concat_${i}_`));
  const whole = layersOf(rest, "");
  const spec = parts ? { ...rest, vconcat: parts.map(({ named }) => named) } : whole.named;
  const constant = parts ? { ...rest, vconcat: parts.map((part) => part.still) } : whole.still;
  return { spec, datasets, scales, skeleton: JSON.stringify(constant) };
}

/** A layer without data, on the scales that other layers have now. */
function emptied(layer: View, scales: ReadonlyMap<string, unknown>): View {
  const { values } = layer.data as { values?: Row[] };
  const encoding = Object.entries(layer.encoding as Record<string, View>).map(([channel, definition]) => [
    channel,
    definition.scale && scales.has(channel) ? { ...definition, scale: scales.get(channel) } : definition,
  ]);
  return { ...layer, ...(values && { data: { values: [] } }), encoding: Object.fromEntries(encoding) };
}

/**
 * The layers of a figure together with those it had before and has no data for now, so that a layer that comes and
 * goes does not change what is compiled.
 */
export function withFormer(layers: readonly View[], former: readonly View[]): View[] {
  const scales = new Map<string, unknown>();
  for (const { encoding } of layers) {
    for (const [channel, { scale }] of Object.entries(encoding as Record<string, View>)) {
      if (isObject(scale)) scales.set(channel, scale);
    }
  }
  const merged = [...layers];
  const has = (name: unknown) => merged.some((layer) => layer.name === name);
  for (const [i, layer] of former.entries()) {
    if (has(layer.name)) continue;
    const before = former.slice(0, i).findLast(({ name }) => has(name));
    merged.splice(merged.findIndex(({ name }) => name === before?.name) + 1, 0, emptied(layer, scales));
  }
  return merged;
}
