import type { MetricName } from "../measure/registry.js";
import { byId } from "./widgets/element.js";

/** What the page depends on besides its state. */
export interface Looks {
  dark: boolean;
  logTime: boolean;
  /** The metric to sort by; default: the time that tells most. */
  sortBy: MetricName | undefined;
}

/**
 * Follows the colours of the system, the switch of the time axis and the widths of the charts.
 *
 * @param onChange called after a change of them
 */
export function watchLooks(onChange: () => void): Looks {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const looks: Looks = { dark: scheme.matches, logTime: false, sortBy: undefined };
  scheme.addEventListener("change", ({ matches }) => {
    looks.dark = matches;
    onChange();
  });
  const logTime = byId<HTMLInputElement>("log-time");
  logTime.addEventListener("change", () => {
    looks.logTime = logTime.checked;
    onChange();
  });
  const widths = new Map<Element, number>();
  const sizes = new ResizeObserver((entries) => {
    const resized = entries.filter(({ target, contentRect: { width } }) => {
      const before = widths.get(target);
      widths.set(target, width);
      return before !== undefined && before !== width;
    });
    if (resized.length > 0) onChange();
  });
  for (const id of ["plane-chart", "series-chart"]) sizes.observe(byId(id));
  return looks;
}
