import type { Symmetric } from "../../model/geometry.js";
import { drawing } from "./element.js";
import { kernelEllipse } from "./kernelEllipse.js";

/** Half the side of the picture. */
const REACH = 60;

/** A picture of a kernel: the ellipse of its steps beside the dashed unit circle that log-ratio geometry would draw. */
export function kernelPicture(kernel: Symmetric): SVGSVGElement {
  const { major, minor, angle } = kernelEllipse(kernel);
  const unit = (REACH - 14) / Math.max(1, major);
  const line = { stroke: "currentColor", fill: "none" };
  const words = { fill: "currentColor", "font-size": 9, "text-anchor": "end" };
  return drawing(
    "svg",
    {
      class: "kernel",
      viewBox: `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`,
      role: "img",
      "aria-label": `Ellipse of the kernel: half-axes ${major.toPrecision(3)} and ${minor.toPrecision(3)}, the longer one at ${angle.toFixed(0)} degrees`,
    },
    drawing("path", {
      d: `M${-REACH + 2},0H${REACH - 2}M0,${-REACH + 2}V${REACH - 2}`,
      ...line,
      opacity: 0.35,
    }),
    drawing("circle", { r: unit, ...line, "stroke-dasharray": "3 3", opacity: 0.6 }),
    drawing("ellipse", {
      rx: major * unit,
      ry: Math.max(0.4, minor * unit),
      transform: `rotate(${-angle})`,
      stroke: "var(--accent)",
      "stroke-width": 2,
      fill: "var(--accent)",
      "fill-opacity": 0.12,
    }),
    drawing("text", { x: REACH - 2, y: -4, ...words }, "r₁"),
    drawing("text", { x: -4, y: -REACH + 10, ...words }, "r₂"),
  );
}
