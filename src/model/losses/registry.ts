import type { LossFamily } from "../loss.js";
import { apoDown } from "./apo-down.js";
import { apoZero } from "./apo-zero.js";
import { bco } from "./bco.js";
import { bdpo } from "./bdpo.js";
import { calDpo } from "./cal-dpo.js";
import { cdpo } from "./cdpo.js";
import { cpo } from "./cpo.js";
import { discopop } from "./discopop.js";
import { dpo } from "./dpo.js";
import { dpoNll } from "./dpo-nll.js";
import { dpoShift } from "./dpo-shift.js";
import { dpop } from "./dpop.js";
import { exo } from "./exo.js";
import { fDpo } from "./f-dpo.js";
import { hinge } from "./hinge.js";
import { ipo } from "./ipo.js";
import { kto } from "./kto.js";
import { nca } from "./nca.js";
import { odpo } from "./odpo.js";
import { orpo } from "./orpo.js";
import { rlhf } from "./rlhf.js";
import { robustDpo } from "./robust-dpo.js";
import { simpo } from "./simpo.js";
import { slic } from "./slic.js";
import { sppo } from "./sppo.js";

/** In the order in which they are listed: functions of the margin first, then the others by kinship. */
const families: readonly LossFamily[] = [
  dpo,
  cdpo,
  robustDpo,
  hinge,
  ipo,
  exo,
  odpo,
  discopop,
  fDpo,
  nca,
  bco,
  sppo,
  apoZero,
  apoDown,
  kto,
  dpop,
  dpoShift,
  bdpo,
  calDpo,
  dpoNll,
  cpo,
  slic,
  simpo,
  orpo,
  rlhf,
];

/** Every loss by name. A new loss is one file and its line here. */
export const losses: Readonly<Record<string, LossFamily>> = Object.fromEntries(
  families.map((family) => [family.name, family]),
);
