import { addSigned, logProduct, setSigned } from "../logarithm.js";
import type { Term } from "../loss.js";
import { isSafeFactor } from "../safeRange.js";
import type { Curve } from "./curve.js";

/** A term whose gradient is the same everywhere. */
interface Linear extends Term {
  /** As `logGradient` gives it. */
  readonly slopes: readonly number[];
  /** The same two numbers plainly. */
  readonly coefficients: readonly [number, number];
}

/** a·r1 + b·r2 + c; a coefficient of 0 leaves its log-ratio out, also where that is −Infinity. */
export function linear(a: number, b: number, c = 0): Linear {
  const slopes = [Math.sign(a), Math.log(Math.abs(a)), Math.sign(b), Math.log(Math.abs(b))];
  const part = (k: number, r: number) => (k === 0 ? 0 : k * r);
  const margin = a === -b;
  return {
    margin,
    slopes,
    coefficients: [a, b],
    // Of two log-ratios far out the difference is still exact.
    value: margin && a !== 0 ? (r1, r2) => a * (r1 - r2) + c : (r1, r2) => part(a, r1) + part(b, r2) + c,
    logGradient: (_r1, _r2, out) => {
      out[0] = slopes[0];
      out[1] = slopes[1];
      out[2] = slopes[2];
      out[3] = slopes[3];
    },
    ...(isSafeFactor(a) &&
      isSafeFactor(b) && {
        plainGradient(_r1: number, _r2: number, out: Float64Array) {
          out[0] = a;
          out[1] = b;
        },
      }),
  };
}

/** The plain gradient of curve(inner), where curve and inner have one. */
function plainChain({ plainSlope }: Curve, inner: Term | Linear): Pick<Term, "plainGradient"> {
  const { plainGradient } = inner;
  if (!plainSlope || !plainGradient) return {};
  if ("coefficients" in inner) {
    const [a, b] = inner.coefficients;
    return {
      plainGradient(r1, r2, out) {
        const slope = plainSlope(inner.value(r1, r2));
        out[0] = a * slope;
        out[1] = b * slope;
      },
    };
  }
  return {
    plainGradient(r1, r2, out) {
      plainGradient(r1, r2, out);
      const slope = plainSlope(inner.value(r1, r2));
      out[0] *= slope;
      out[1] *= slope;
    },
  };
}

/** A curve of a term: curve(inner(r1, r2)). */
export function apply(curve: Curve, inner: Term | Linear): Term {
  const value = (r1: number, r2: number) => curve.value(inner.value(r1, r2));
  const slope = new Float64Array(2);
  if ("slopes" in inner) {
    // What most losses are; spelled out because every evaluation of their flows passes here.
    const [sign1, log1, sign2, log2] = inner.slopes;
    return {
      margin: inner.margin,
      value,
      logGradient(r1, r2, out) {
        curve.slope(inner.value(r1, r2), slope);
        out[0] = sign1 * slope[0];
        out[1] = logProduct(log1, slope[1]);
        out[2] = sign2 * slope[0];
        out[3] = logProduct(log2, slope[1]);
      },
      ...plainChain(curve, inner),
    };
  }
  return {
    margin: inner.margin,
    value,
    logGradient(r1, r2, out) {
      inner.logGradient(r1, r2, out);
      curve.slope(inner.value(r1, r2), slope);
      out[0] *= slope[0];
      out[1] = logProduct(out[1], slope[1]);
      out[2] *= slope[0];
      out[3] = logProduct(out[3], slope[1]);
    },
    ...plainChain(curve, inner),
  };
}

/** The plain gradient of a weighted sum, where all of its terms have one. */
function plainSum(parts: readonly (readonly [weight: number, term: Term])[]): Pick<Term, "plainGradient"> {
  const gradients = parts.flatMap(([, { plainGradient }]) => plainGradient ?? []);
  const weights = parts.map(([weight]) => weight);
  if (gradients.length < parts.length || !weights.every(isSafeFactor)) return {};
  const inner = new Float64Array(2);
  return {
    plainGradient(r1, r2, out) {
      let g1 = 0;
      let g2 = 0;
      for (let k = 0; k < gradients.length; k++) {
        gradients[k](r1, r2, inner);
        g1 += weights[k] * inner[0];
        g2 += weights[k] * inner[1];
      }
      out[0] = g1;
      out[1] = g2;
    },
  };
}

/** Weighted sum of terms; those of weight 0 are left out. */
export function sum(...parts: readonly (readonly [weight: number, term: Term])[]): Term {
  const live = parts.filter(([weight]) => weight !== 0);
  const inner = new Float64Array(4);
  const signs = live.map(([weight]) => Math.sign(weight));
  const logs = live.map(([weight]) => Math.log(Math.abs(weight)));
  return {
    margin: live.every(([, term]) => term.margin),
    value(r1, r2) {
      let total = 0;
      for (let k = 0; k < live.length; k++) total += live[k][0] * live[k][1].value(r1, r2);
      return total;
    },
    logGradient(r1, r2, out) {
      setSigned(out, 0, 0, -Infinity);
      setSigned(out, 2, 0, -Infinity);
      for (let k = 0; k < live.length; k++) {
        live[k][1].logGradient(r1, r2, inner);
        addSigned(out, 0, signs[k] * inner[0], logProduct(logs[k], inner[1]));
        addSigned(out, 2, signs[k] * inner[2], logProduct(logs[k], inner[3]));
      }
    },
    ...plainSum(live),
  };
}

/** A term with a kink: `below` where n·r < c, `above` elsewhere. */
export interface Kinked extends Term {
  readonly kink: {
    value(r1: number, r2: number): number;
    readonly normal: readonly [number, number];
    readonly below: Term;
    readonly above: Term;
  };
}

/** Two smooth terms joined along the line n·r = c. */
export function kinked(n: readonly [number, number], c: number, below: Term, above: Term): Kinked {
  const line = linear(n[0], n[1], -c);
  const branch = (r1: number, r2: number) => (line.value(r1, r2) < 0 ? below : above);
  return {
    margin: line.margin && below.margin && above.margin,
    value: (r1, r2) => branch(r1, r2).value(r1, r2),
    logGradient: (r1, r2, out) => branch(r1, r2).logGradient(r1, r2, out),
    ...(below.plainGradient &&
      above.plainGradient && {
        plainGradient: (r1: number, r2: number, out: Float64Array) =>
          branch(r1, r2).plainGradient?.(r1, r2, out),
      }),
    kink: { value: line.value, normal: n, below, above },
  };
}
