import type { MeasurableClaim } from "./claim.js";
import {
  bothLikely,
  dispreferredSmall,
  left,
  leftEdgeVanishes,
  lowerEdgeVanishes,
  preferredAbsent,
  preferredLikely,
} from "./corners.js";
import { corollary1, remark1, theorem1 } from "./gradient.js";
import { referenceInProbability, referenceStretches, referenceWalls } from "./reference.js";
import { saddle } from "./saddle.js";
import { lowerLeft, upperRight } from "./sft.js";
import { similarInField, similarInKernel } from "./similarity.js";
import { remark2, remark2Bound, remark2LogRatio, remark2Softmax } from "./updates.js";

/** Every claim, in the order of the paper. A new one is its definition and a line here. */
export const claims: readonly MeasurableClaim[] = [
  theorem1,
  corollary1,
  remark1,
  preferredAbsent,
  bothLikely,
  saddle,
  dispreferredSmall,
  leftEdgeVanishes,
  lowerEdgeVanishes,
  referenceStretches,
  referenceInProbability,
  referenceWalls,
  remark2,
  remark2Bound,
  remark2LogRatio,
  remark2Softmax,
  similarInField,
  similarInKernel,
  preferredLikely,
  left,
  lowerLeft,
  upperRight,
];
