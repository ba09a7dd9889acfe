import { domains } from "../../src/model/domains/registry.js";
import { createFlow } from "../../src/model/flow.js";
import { geometries } from "../../src/model/geometries/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import { type ParameterFacts, parameterFacts } from "../../src/model/parameterFacts.js";
import { createRandom, type Random } from "./random.js";

/** A scenario as a file holds it, with one start called `a`. */
export type RawScenario = Record<string, unknown> & { starts: { a: [number, number] } };

interface Schema {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  items?: Schema[] | Schema;
  prefixItems?: Schema[];
}

/** Parameters that may be as large as one likes are tried from the one of these to the other. */
const SMALL = 1e-3;
const LARGE = 1e3;

/** A value that a schema allows: over its whole range, on a logarithmic scale. */
function anyValue(random: Random, schema: Schema): unknown {
  if (schema.enum) return random.pick(schema.enum);
  if (schema.type === "array") {
    const items = schema.prefixItems ?? schema.items;
    return Array.isArray(items) ? items.map((item) => anyValue(random, item)) : [];
  }
  const low = schema.exclusiveMinimum ?? schema.minimum;
  const high = schema.exclusiveMaximum ?? schema.maximum;
  if (schema.type === "integer") return Math.round(random.log(Math.max(1, low ?? 1), 100));
  if (low === undefined || low < -1e10) return random.pick([-1, 1]) * random.log(1e-2, 10);
  if (high === undefined || high > 1e10) {
    const zero = schema.exclusiveMinimum === undefined && random.chance(0.1);
    return zero ? low : low + random.log(SMALL, LARGE);
  }
  // Towards either end, and in between.
  const share = random.log(1e-4, 0.5);
  return random.chance(0.5) ? low + share * (high - low) : high - share * (high - low);
}

/** Weights and the like are of ordinary size more often than not. */
const MODEST: Readonly<Record<string, readonly [number, number]>> = {
  alpha: [1e-2, 10],
  lambda: [1e-2, 100],
  lambdaD: [1e-2, 10],
  lambdaU: [1e-2, 10],
  delta: [1e-2, 10],
  gamma: [1e-2, 10],
};

function kernelMatrix(random: Random): [number, number, number] {
  const [k11, k22] = [random.log(1e-2, 1e2), random.log(1e-2, 1e2)];
  if (random.chance(0.1)) return [0, 0, k22];
  if (random.chance(0.05)) return [k11, 0, 0];
  const limit = Math.sqrt(k11) * Math.sqrt(k22);
  if (random.chance(0.1)) return [k11, random.pick([-1, 1]) * limit, k22];
  return [k11, random.between(-1, 1) * limit, k22];
}

function parametersOf(random: Random, facts: readonly ParameterFacts[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, schema } of facts) {
    if (random.chance(0.15)) continue;
    const modest = MODEST[name];
    if (name === "matrix") values[name] = kernelMatrix(random);
    else if (modest && random.chance(0.7)) {
      const { maximum = Infinity } = schema as Schema;
      values[name] = Math.min(maximum, random.log(...modest));
    } else values[name] = anyValue(random, schema as Schema);
  }
  return values;
}

const short = (x: number) => Number(x.toPrecision(4));

function referenceOf(random: Random, loss: string): { preferred: number; dispreferred: number } {
  const one = () => (random.chance(0.25) ? 1 : short(random.log(1e-6, 1)));
  for (;;) {
    const reference = { preferred: one(), dispreferred: one() };
    if (loss !== "rlhf" || reference.preferred + reference.dispreferred < 1) return reference;
  }
}

/** A start somewhere inside, or on a wall, or on the kink of the loss. */
function startOf(random: Random, domain: string, p: readonly [number, number]): [number, number] {
  const top = domains[domain].reach;
  const w = random.log(1e-9, Math.min(top[0], 10 * p[0]));
  const l = random.log(1e-9, Math.min(top[1], 10 * p[1]));
  let pi: [number, number] = [w, l];
  if (domain === "simplex") {
    const rest = random.chance(0.5);
    if (rest) pi = [w, (1 - w) * random.log(1e-9, 1)];
    else pi = [(1 - l) * random.log(1e-9, 1), l];
  }
  if (random.chance(0.06)) pi = [p[0], p[1]];
  if (random.chance(0.05)) pi[0] = pi[1];
  if (random.chance(0.06) && Number.isFinite(top[0])) pi[random.int(0, 1)] = 1;
  const x: [number, number] = [pi[0] / p[0], pi[1] / p[1]];
  if (random.chance(0.05)) x[0] = 1;
  return x;
}

/** Some start on the edge of the simplex. */
function onEdge(random: Random, p: readonly [number, number]): [number, number] {
  const w = random.chance(0.5) ? random.log(1e-9, 1) : 1 - random.log(1e-9, 1);
  return [w / p[0], (1 - w) / p[1]];
}

/**
 * A random scenario: every loss, geometry and domain there is, parameters over the whole of their ranges, starts next to
 * axes, walls and kinks, horizons and tolerances of every size.
 */
export function randomScenario(seed: number, index: number): RawScenario {
  const random = createRandom(seed, index);
  const names = Object.keys(losses);
  const loss = names[index % names.length];
  const geometry = random.pick(Object.keys(geometries));
  const domain = random.pick(Object.keys(domains));
  for (;;) {
    const reference = referenceOf(random, loss);
    const p = [reference.preferred, reference.dispreferred] as const;
    const scenario = {
      loss: { name: loss, ...parametersOf(random, parameterFacts(losses[loss].parameters)) },
      reference,
      geometry: { name: geometry, ...parametersOf(random, parameterFacts(geometries[geometry].parameters)) },
      domain,
      starts: {
        a: domain === "simplex" && random.chance(0.06) ? onEdge(random, p) : startOf(random, domain, p),
      },
      horizon: random.chance(0.5) ? 1000 : short(random.log(1e-3, 1e7)),
      tolerance: { relative: random.chance(0.4) ? 1e-9 : short(random.log(1e-13, 1e-4)), absolute: 1e-12 },
      targets: {
        margin: short(random.between(-2, 8)),
        loss: short(random.between(0.01, 0.99)),
      },
    };
    const parsedLoss = losses[loss].parameters.safeParse(without(scenario.loss));
    const parsedGeometry = geometries[geometry].parameters.safeParse(without(scenario.geometry));
    if (!parsedLoss.success || !parsedGeometry.success) continue;
    const flow = createFlow({
      loss: { name: loss, ...parsedLoss.data },
      geometry: { name: geometry, ...parsedGeometry.data },
      domain,
      reference,
    });
    const { a } = scenario.starts;
    if (a.every((x) => x > 0 && Number.isFinite(x)) && flow.isStart(Math.log(a[0]), Math.log(a[1])))
      return scenario;
  }
}

function without({ name: _, ...parameters }: Record<string, unknown>): Record<string, unknown> {
  return parameters;
}
