import type { GeometryFamily } from "../geometry.js";
import { kernel } from "./kernel.js";
import { logRatio } from "./log-ratio.js";
import { probability } from "./probability.js";
import { ratio } from "./ratio.js";
import { softmax } from "./softmax.js";

const families: readonly GeometryFamily[] = [ratio, probability, logRatio, softmax, kernel];

/** Every geometry by name. A new geometry is one file and its line here. */
export const geometries: Readonly<Record<string, GeometryFamily>> = Object.fromEntries(
  families.map((family) => [family.name, family]),
);
