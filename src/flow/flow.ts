import type { Scenario } from "../scenario/schema.js";
import { createDomain, type Domain, type DomainName, type Face } from "./domain.js";
import { geometries } from "./geometries/registry.js";
import type { Geometry } from "./geometry.js";
import type { Loss } from "./loss.js";
import { losses } from "./losses/registry.js";

/** What a flow is made of: the part of a scenario that fixes the vector field. */
export type FlowSettings = Pick<Scenario, "loss" | "reference" | "geometry" | "domain">;

/** The negative gradient flow r' = −K(r)·∂L/∂r of a preference loss, free and along a wall. */
export interface Flow {
  readonly loss: Loss;
  readonly geometry: Geometry;
  readonly domain: Domain;
  /** Free velocity of (r1, r2) in scaled form: v̂ into `out`, shape (2,); returns λ, v = e^λ·v̂. NaN outside. */
  velocity(r1: number, r2: number, out: Float64Array): number;
  /**
   * Velocity along `face`: the free one minus its part across the wall, v − K n (nᵀv)/(nᵀKn). Same scaled form,
   * and the factor of `velocity` at the same point.
   */
  slide(face: Face, r1: number, r2: number, out: Float64Array): number;
  /** nᵀv̂: above 0 where the free flow pushes out through `face`. */
  push(face: Face, r1: number, r2: number): number;
  /** Whether loss and geometry are defined here. */
  contains(r1: number, r2: number): boolean;
  /** Where the loss changes slope: the line, and the flow of the smooth branch on each side of it. */
  readonly kink?: {
    value(r1: number, r2: number): number;
    readonly normal: readonly [number, number];
    readonly below: Flow;
    readonly above: Flow;
  };
}

function flowOf(loss: Loss, geometry: Geometry, domain: Domain): Flow {
  const gradient = new Float64Array(4);
  const normal = new Float64Array(2);
  const v = new Float64Array(2);
  const conormal = new Float64Array(2);

  const contains = (r1: number, r2: number) =>
    (loss.contains?.(r1, r2) ?? true) && (geometry.contains?.(r1, r2) ?? true);

  const everywhere = !loss.contains && !geometry.contains;

  const velocity = (r1: number, r2: number, out: Float64Array) => {
    if (!everywhere && !contains(r1, r2)) {
      out.fill(Number.NaN);
      return Number.NaN;
    }
    loss.logGradient(r1, r2, gradient);
    return geometry.velocity(r1, r2, gradient, out);
  };

  return {
    loss,
    geometry,
    domain,
    velocity,
    push(face, r1, r2) {
      velocity(r1, r2, v);
      face.normal(r1, r2, normal);
      return normal[0] * v[0] + normal[1] * v[1];
    },
    slide(face, r1, r2, out) {
      const scale = velocity(r1, r2, out);
      face.normal(r1, r2, normal);
      geometry.conormal(r1, r2, normal, conormal);
      const across = normal[0] * out[0] + normal[1] * out[1];
      out[0] -= conormal[0] * across;
      out[1] -= conormal[1] * across;
      return scale;
    },
    contains,
    ...(loss.kink && {
      kink: {
        value: loss.kink.value,
        normal: loss.kink.normal,
        below: flowOf(loss.kink.below, geometry, domain),
        above: flowOf(loss.kink.above, geometry, domain),
      },
    }),
  };
}

/** The flow that a scenario or one of its panels describes. */
export function createFlow(settings: FlowSettings): Flow {
  const { name, ...parameters } = settings.loss;
  const { name: geometryName, ...geometryParameters } = settings.geometry;
  return flowOf(
    losses[name].create(parameters, settings.reference),
    geometries[geometryName].create(geometryParameters, settings.reference),
    createDomain(settings.domain as DomainName, settings.reference),
  );
}
