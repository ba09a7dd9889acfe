import type { Barrier } from "./domains/family.js";
import { domains, type FaceName } from "./domains/registry.js";
import type { Reference } from "./reference.js";

/**
 * Relative distance up to which a point is on a wall: the one tolerance of everything that asks where a point
 * lies. Some thousands of roundings, so that what was computed to lie on a wall does, and far below what can
 * be seen.
 */
export const ON_FACE = 1e-12;

/** One wall of a domain for a reference policy. */
export interface Face extends Barrier {
  readonly name: FaceName;
}

/** The part of the plane that a policy can reach from a reference policy. */
export interface Domain {
  readonly name: string;
  readonly faces: readonly Face[];
  /** Whether (r1, r2) lies inside or on a wall. */
  contains(r1: number, r2: number): boolean;
  /** Whether (r1, r2) lies inside and on no wall. */
  hasInside(r1: number, r2: number): boolean;
}

/** The domain of that name for a reference policy. */
export function createDomain(name: string, reference: Reference): Domain {
  const faces = domains[name].walls.map((wall): Face => ({ name: wall.name, ...wall.barrier(reference) }));
  return {
    name,
    faces,
    contains(r1, r2) {
      for (const face of faces) if (face.value(r1, r2) > ON_FACE) return false;
      return true;
    },
    hasInside(r1, r2) {
      for (const face of faces) if (face.value(r1, r2) >= -ON_FACE) return false;
      return true;
    },
  };
}

/** Whether a state (x1, x2) lies inside a domain or on a wall. */
export function insideDomain(name: string, reference: Reference): (x1: number, x2: number) => boolean {
  const { contains } = createDomain(name, reference);
  return (x1, x2) => contains(Math.log(x1), Math.log(x2));
}

/** Why a start (x1, x2) lies outside a domain, or undefined where it is inside or on a wall. */
export function violation(
  name: string,
  x: readonly [number, number],
  reference: Reference,
): string | undefined {
  const [r1, r2] = [Math.log(x[0]), Math.log(x[1])];
  const wall = domains[name].walls.find((each) => each.barrier(reference).value(r1, r2) > ON_FACE);
  return wall?.refusal(x, reference);
}
