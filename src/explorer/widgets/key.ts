import { linearText } from "../../figure/kit/axes.js";
import { readable } from "../../figure/kit/captions.js";
import { bandColours } from "../views/palette.js";
import { byId, drawing, element } from "./element.js";

const symbol = (path: string, words: string) =>
  element(
    "span",
    {},
    drawing(
      "svg",
      { width: 16, height: 12, viewBox: "-8 -6 16 12", "aria-hidden": "true" },
      drawing("path", { d: path, fill: "currentColor" }),
    ),
    words,
  );

/**
 * What marks and colours of the plane mean.
 *
 * @param flow what the arrows follow: "gradient flow", where it is one
 */
export function showKey(
  { levels, interval }: { levels: readonly number[]; interval: number },
  flow: string,
  dark: boolean,
): void {
  const texts = linearText(levels);
  const cells = bandColours(levels.length, dark).map((colour, i) => {
    const bar = element("i");
    bar.style.background = colour;
    return element("span", {}, bar, element("b", {}, texts[i] ?? ""));
  });
  byId("key").replaceChildren(
    symbol("M0-4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0-4.5Z", "start"),
    symbol("M-4-4H4V4H-4Z", "end"),
    symbol("M-8-0.6H1.5V-3.4L8 0L1.5 3.4V0.6H-8Z", flow),
    ...(interval > 0 ? [symbol("M-0.8-5H0.8V5H-0.8Z", `every Δt = ${readable(interval)}`)] : []),
    element("span", { class: "loss" }, "loss", element("span", { class: "scale" }, ...cells)),
  );
}
