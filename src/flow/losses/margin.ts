import type { Loss } from "../loss.js";

/** log(1 + eᶻ) without overflow. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** A loss of the margin m = r1 − r2 alone, L(m), as a `Loss` of both log-ratios. */
export function marginLoss(
  name: string,
  parameters: Record<string, unknown>,
  form: {
    /** L(m), m in [−∞, ∞]. */
    value(m: number): number;
    /** sign and log|·| of L'(m), exact where L' underflows. */
    logSlope(m: number): readonly [sign: number, log: number];
  },
): Loss {
  return {
    name,
    parameters,
    margin: true,
    value: (r1, r2) => form.value(r1 - r2),
    gradient(r1, r2, out) {
      const [sign, log] = form.logSlope(r1 - r2);
      out[0] = sign * Math.exp(log);
      out[1] = -out[0];
    },
    logGradient(r1, r2, out) {
      const [sign, log] = form.logSlope(r1 - r2);
      out[0] = sign;
      out[1] = log;
      out[2] = -sign;
      out[3] = log;
    },
  };
}
