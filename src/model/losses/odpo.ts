import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, real } from "./parameters.js";
import { apply, linear } from "./term.js";

/** L = −log σ(βm − Δ). Amini et al. 2024, arXiv:2402.10571. */
export const odpo = defineLoss({
  name: "odpo",
  title: "DPO with an offset",
  formula: "−log σ(βm − Δ)",
  source: "Amini et al. 2024, arXiv:2402.10571",
  restPoint: "none",
  restless: true,
  parameters: {
    beta: beta(),
    offset: real(0, "Δ, margin βm that the preferred response should win by"),
  },
  form: ({ beta, offset }) => apply(logistic, linear(beta, -beta, -offset)),
});
