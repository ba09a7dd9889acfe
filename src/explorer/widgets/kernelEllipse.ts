import type { Symmetric } from "../../model/geometry.js";

/** An ellipse about the origin: semi-axes, and the angle of the first counterclockwise from rightwards, in degrees. */
export interface Ellipse {
  major: number;
  minor: number;
  angle: number;
}

/** The image of the unit circle under a symmetric matrix: where steps for gradients of length 1 lead. */
export function kernelEllipse([k11, k12, k22]: Symmetric): Ellipse {
  const mean = (k11 + k22) / 2;
  const spread = Math.hypot((k11 - k22) / 2, k12);
  return {
    major: mean + spread,
    minor: Math.max(0, mean - spread),
    angle: spread === 0 ? 0 : (Math.atan2(k12, (k11 - k22) / 2) * 90) / Math.PI,
  };
}
