import type { Scenario } from "../scenario/schema.js";
import { createDomain, type Domain, type Face, ON_FACE } from "./domain.js";
import type { Wall } from "./domains/family.js";
import { domains } from "./domains/registry.js";
import { geometries } from "./geometries/registry.js";
import { LEAST, scaled } from "./geometries/scaled.js";
import type { Geometry } from "./geometry.js";
import { addSigned, setSigned } from "./logarithm.js";
import type { Loss } from "./loss.js";
import { losses } from "./losses/registry.js";
import type { Reference } from "./reference.js";
import { isSafe, isSafeFactor } from "./safeRange.js";

/** What a flow is made of: the part of a scenario that fixes the vector field. */
export type FlowSettings = Pick<Scenario, "loss" | "reference" | "geometry" | "domain">;

/** The flow r' = K(r)·f of the force f of a preference loss, free and along a wall. */
export interface Flow {
  readonly loss: Loss;
  readonly geometry: Geometry;
  readonly domain: Domain;
  /** The walls that a trajectory can meet. */
  readonly faces: readonly Face[];
  /** The edge of the simplex, where the geometry keeps inside of it by itself. */
  readonly edge?: Face | undefined;
  /** Free velocity of (r1, r2) in scaled form: v̂ into `out`, shape (2,); returns λ, v = e^λ·v̂. */
  velocity(r1: number, r2: number, out: Float64Array): number;
  /**
   * Velocity along `face`, the free one minus its part across the wall, v − K n (nᵀv)/(nᵀKn), in scaled form.
   */
  slide(face: Face, r1: number, r2: number, out: Float64Array): number;
  /**
   * Free velocity of (r1, r2) in plain doubles, into `out`, shape (2,): several times as fast as `velocity`.
   * False, and nothing of use in `out`, where these might not hold it. Absent where loss or geometry is only
   * given in logs.
   */
  plainVelocity?(r1: number, r2: number, out: Float64Array): boolean;
  /** Velocity along `face` in the same way. */
  plainSlide?(face: Face, r1: number, r2: number, out: Float64Array): boolean;
  /** nᵀv over the larger |v_i|: above 0 where the free flow pushes out through `face`, however little. */
  push(face: Face, r1: number, r2: number): number;
  /** Whether domain, loss and geometry all let a trajectory start here. */
  isStart(r1: number, r2: number): boolean;
  /** Where the loss changes slope: the line, and the flow of the smooth branch on each side of it. */
  readonly kink?: {
    value(r1: number, r2: number): number;
    readonly normal: readonly [number, number];
    readonly below: Flow;
    readonly above: Flow;
  };
}

/**
 * Log-ratios up to this are followed in plain doubles: entries of K, which go down to e^(−2r), and their
 * products with a safe force, are then well above the smallest double.
 */
const HIGHEST = 150;

/** The flow in plain doubles; its own functions, so that each call in them has one target. */
function plainly(
  { plainForce }: Loss,
  { plainVelocity, plainMobility }: Geometry,
): Pick<Flow, "plainVelocity" | "plainSlide"> {
  if (!plainForce || !plainVelocity || !plainMobility) return {};
  const force = new Float64Array(2);
  const normal = new Float64Array(2);
  return {
    plainVelocity(r1, r2, out) {
      if (!(r1 <= HIGHEST && r2 <= HIGHEST)) return false;
      plainForce(r1, r2, force);
      if (!isSafe(force[0]) || !isSafe(force[1])) return false;
      plainVelocity(r1, r2, force, out);
      return isSafe(out[0]) && isSafe(out[1]);
    },
    plainSlide(face, r1, r2, out) {
      if (!(Math.abs(r1) <= HIGHEST && Math.abs(r2) <= HIGHEST)) return false;
      plainForce(r1, r2, force);
      face.normal(r1, r2, normal);
      const n1 = normal[0];
      const n2 = normal[1];
      const pull = n2 * force[0] - n1 * force[1];
      const mobility = plainMobility(r1, r2, n1, n2);
      const speed = pull * mobility;
      if (!isSafeFactor(n1) || !isSafeFactor(n2)) return false;
      if (!isSafe(pull) || !isSafe(mobility) || !isSafe(speed)) return false;
      out[0] = n2 * speed;
      out[1] = -n1 * speed;
      return isSafe(out[0]) && isSafe(out[1]);
    },
  };
}

function assemble(
  loss: Loss,
  geometry: Geometry,
  domain: Domain,
  faces: readonly Face[],
  edge: Face | undefined,
): Flow {
  const force = new Float64Array(4);
  const normal = new Float64Array(2);
  const v = new Float64Array(4);
  const sum = new Float64Array(2);

  const velocity = (r1: number, r2: number, out: Float64Array) => {
    loss.logForce(r1, r2, force);
    return geometry.velocity(r1, r2, force, out);
  };

  return {
    loss,
    geometry,
    domain,
    faces,
    edge,
    velocity,
    push(face, r1, r2) {
      loss.logForce(r1, r2, force);
      geometry.logVelocity(r1, r2, force, v);
      face.logNormal(r1, r2, normal);
      setSigned(sum, 0, v[0], v[1] + normal[0]);
      addSigned(sum, 0, v[2], v[3] + normal[1]);
      return sum[0] === 0 ? 0 : sum[0] * Math.exp(Math.max(sum[1] - Math.max(v[1], v[3]), LEAST));
    },
    slide(face, r1, r2, out) {
      // In logs throughout: near a corner the factors leave the range of doubles long before their product
      // does.
      loss.logForce(r1, r2, force);
      face.logNormal(r1, r2, normal);
      const n1 = normal[0];
      const n2 = normal[1];
      setSigned(sum, 0, force[0], force[1] + n2);
      addSigned(sum, 0, -force[2], force[3] + n1);
      const along = sum[1] + geometry.logMobility(r1, r2, n1, n2);
      // An extinct response stays where it is, and with it all motion along a wall.
      const still = sum[1] === -Infinity || r1 === -Infinity || r2 === -Infinity;
      return scaled(
        sum[0],
        still || n2 === -Infinity ? -Infinity : along + n2,
        -sum[0],
        still || n1 === -Infinity ? -Infinity : along + n1,
        out,
      );
    },
    ...plainly(loss, geometry),
    isStart: (r1, r2) =>
      domain.contains(r1, r2) && (loss.contains?.(r1, r2) ?? true) && (geometry.contains?.(r1, r2) ?? true),
    ...(loss.kink && {
      kink: {
        value: loss.kink.value,
        normal: loss.kink.normal,
        below: assemble(loss.kink.below, geometry, domain, faces, edge),
        above: assemble(loss.kink.above, geometry, domain, faces, edge),
      },
    }),
  };
}

/** Whether a domain ends before it comes to a wall that is not one of its own. */
function endsBefore(domain: string, face: Face, { preferred, dispreferred }: Reference): boolean {
  const walls: readonly Wall[] = domains[domain].walls;
  const corners = walls.flatMap(({ line }) => line);
  return (
    corners.length > 0 &&
    walls.every(({ name }) => name !== face.name) &&
    corners.every(([w, l]) => face.value(Math.log(w / preferred), Math.log(l / dispreferred)) <= ON_FACE)
  );
}

/**
 * The walls that a trajectory can meet: the domain's, unless the geometry keeps away from them, and the
 * loss's own where the domain does not end before them.
 */
function facesOf(domain: Domain, loss: Loss, geometry: Geometry, reference: Reference): Face[] {
  const faces = geometry.keepsSimplex ? [] : [...domain.faces];
  for (const face of loss.within ? createDomain(loss.within, reference).faces : []) {
    const known = faces.some(({ name }) => name === face.name);
    if (!known && !endsBefore(domain.name, face, reference)) faces.push(face);
  }
  return faces;
}

/** The flow of a loss in a geometry, inside a domain. */
export function flowOf(loss: Loss, geometry: Geometry, domain: Domain, reference: Reference): Flow {
  const edge = geometry.keepsSimplex ? createDomain("simplex", reference).faces[0] : undefined;
  return assemble(loss, geometry, domain, facesOf(domain, loss, geometry, reference), edge);
}

/** The flow that a scenario or one of its panels describes. */
export function createFlow({ reference, ...settings }: FlowSettings): Flow {
  const { name, ...parameters } = settings.loss;
  const { name: geometryName, ...geometryParameters } = settings.geometry;
  const loss = losses[name].create(parameters, reference);
  const geometry = geometries[geometryName].create(geometryParameters, reference);
  return flowOf(loss, geometry, createDomain(settings.domain, reference), reference);
}
