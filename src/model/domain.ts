import type { Reference } from "./loss.js";

export type FaceName = "preferred-max" | "dispreferred-max" | "simplex";

/** A start this close to a wall, relatively, is on it. */
export const ON_FACE = 1e-12;

/** One wall of a domain, in log-ratio coordinates. */
export interface Face {
  readonly name: FaceName;
  /** Below 0 inside the domain, 0 on the wall, in units of relative distance. */
  value(r1: number, r2: number): number;
  /** Outward normal in r-space into `out`, shape (2,); any length, no component negative. */
  normal(r1: number, r2: number, out: Float64Array): void;
  /** Logarithms of the same components, into `out`, shape (2,). */
  logNormal(r1: number, r2: number, out: Float64Array): void;
  /** Moves a point that is on the wall up to rounding onto it. In place, shape (≥ 2,). */
  snap(r: Float64Array): void;
}

/** The part of the plane a policy can reach. */
export interface Domain {
  readonly name: DomainName;
  readonly faces: readonly Face[];
}

export type DomainName = keyof typeof domains;

const preferredMax = ({ preferred }: Reference): Face => ({
  name: "preferred-max",
  value: (r1) => r1 + Math.log(preferred),
  normal: (_r1, _r2, out) => {
    out[0] = 1;
    out[1] = 0;
  },
  logNormal: (_r1, _r2, out) => {
    out[0] = 0;
    out[1] = -Infinity;
  },
  snap: (r) => {
    r[0] = -Math.log(preferred);
  },
});

const dispreferredMax = ({ dispreferred }: Reference): Face => ({
  name: "dispreferred-max",
  value: (_r1, r2) => r2 + Math.log(dispreferred),
  normal: (_r1, _r2, out) => {
    out[0] = 0;
    out[1] = 1;
  },
  logNormal: (_r1, _r2, out) => {
    out[0] = -Infinity;
    out[1] = 0;
  },
  snap: (r) => {
    r[1] = -Math.log(dispreferred);
  },
});

const simplexFace = ({ preferred, dispreferred }: Reference): Face => {
  const log = [Math.log(preferred), Math.log(dispreferred)];
  /** log(π_w + π_l), stable at any size of either. */
  const logSum = (r1: number, r2: number) => {
    const [a, b] = [r1 + log[0], r2 + log[1]];
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  };
  return {
    name: "simplex",
    value: logSum,
    normal: (r1, r2, out) => {
      const [a, b] = [r1 + log[0], r2 + log[1]];
      const top = Math.max(a, b);
      out[0] = Math.exp(a - top);
      out[1] = Math.exp(b - top);
    },
    logNormal: (r1, r2, out) => {
      const [a, b] = [r1 + log[0], r2 + log[1]];
      const top = Math.max(a, b);
      out[0] = a - top;
      out[1] = b - top;
    },
    snap: (r) => {
      const excess = logSum(r[0], r[1]);
      r[0] -= excess;
      r[1] -= excess;
    },
  };
};

/** Walls of each domain by name: `quadrant` is x > 0, `box` is π ≤ 1, `simplex` is π_w + π_l ≤ 1. */
export const domains = {
  quadrant: [],
  box: [preferredMax, dispreferredMax],
  simplex: [simplexFace],
} as const satisfies Record<string, readonly ((reference: Reference) => Face)[]>;

/** The domain of that name for a reference policy. */
export function createDomain(name: DomainName, reference: Reference): Domain {
  return { name, faces: domains[name].map((face) => face(reference)) };
}

/** Why a start (x1, x2) lies outside a domain, or undefined where it is inside or on a wall. */
export function violation(
  name: DomainName,
  x: readonly [number, number],
  reference: Reference,
): string | undefined {
  const [r1, r2] = [Math.log(x[0]), Math.log(x[1])];
  const face = createDomain(name, reference).faces.find((f) => f.value(r1, r2) > ON_FACE);
  if (!face) return undefined;
  const { preferred, dispreferred } = reference;
  if (face.name === "simplex") {
    return `outside the simplex: π_w + π_l = ${x[0] * preferred + x[1] * dispreferred}, which must not exceed 1`;
  }
  const [i, symbol, p] = face.name === "preferred-max" ? [0, "π_w", preferred] : [1, "π_l", dispreferred];
  return `outside the box: ${symbol} = x${i + 1}·p = ${x[i] * p}, which must not exceed 1 (x${i + 1} ≤ ${1 / p}); use domain: quadrant to lift the limit`;
}
