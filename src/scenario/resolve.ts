import type { z } from "zod";
import { type Problem, ScenarioError } from "../errors.js";
import type { Catalogue, Named } from "./catalogue.js";
import type { Schema } from "./expectation.js";
import { nameProblem } from "./names.js";
import { formatPath, getAt, type Path } from "./path.js";
import { toProblems } from "./problems.js";
import { type Scenario, scenarioJsonSchema, scenarioSchema } from "./schema.js";
import { type Checked, resolveVary } from "./vary.js";

/** More problems than this are counted, not listed. */
const MAX_PROBLEMS = 50;

export interface ResolveOptions {
  /** Name of the scenario, and of its output folder. */
  name: string;
  catalogue: Catalogue;
  /** What errors call the scenario: its file or its name. Default: the name. */
  source?: string;
}

/**
 * Checks the data of a scenario and fills in the defaults.
 *
 * @param raw plain data as a scenario file holds it
 * @returns   a scenario that needs no further checks, each panel of `vary` included
 * @throws ScenarioError listing every problem with its path
 */
export function resolveScenario(raw: unknown, { name, catalogue, source = name }: ResolveOptions): Scenario {
  const unusable = nameProblem(name);
  const unsound = unusable ? [{ path: "", message: unusable }] : structureProblems(raw);
  if (unsound.length > 0) throw new ScenarioError(source, cut(unsound));

  const check = checker(name, catalogue);
  const { vary, base } = split(raw);
  const checked = check(base);
  const lines = varyLines(vary, base, check, catalogue);
  // A panel repeats what is wrong with the scenario itself.
  const known = new Set(checked.problems?.map(({ path }) => path));
  const problems = [...(checked.problems ?? []), ...lines.problems.filter(({ path }) => !known.has(path))];
  if (checked.problems || problems.length > 0) throw new ScenarioError(source, cut(problems));
  return Object.keys(lines.vary).length > 0 ? { ...checked.settings, vary: lines.vary } : checked.settings;
}

type Settings = Omit<Scenario, "vary">;

/** The schema of a catalogue as zod checks it and as messages quote it. */
interface Schemas {
  zod: ReturnType<typeof scenarioSchema>;
  /** Made when something is wrong: a sound scenario has no messages. */
  json(): Schema;
}

const made = new WeakMap<Catalogue, Schemas>();

/** Made once: building the schema takes a hundred times as long as checking a scenario by it. */
function schemasOf(catalogue: Catalogue): Schemas {
  const known = made.get(catalogue);
  if (known) return known;
  let json: Schema | undefined;
  const schemas: Schemas = {
    zod: scenarioSchema(catalogue),
    json: () => {
      json ??= scenarioJsonSchema(catalogue) as Schema;
      return json;
    },
  };
  made.set(catalogue, schemas);
  return schemas;
}

/** The check of one panel, or of a scenario without `vary`. */
function checker(name: string, catalogue: Catalogue): (raw: unknown) => Checked<Settings> {
  const { zod, json } = schemasOf(catalogue);
  return (raw) => {
    const parsed = zod.safeParse(raw);
    const amiss = jointProblems(raw, zod.shape, catalogue);
    if (!parsed.success) return { problems: [...toProblems(parsed.error.issues, json(), raw), ...amiss] };
    if (amiss.length > 0) return { problems: amiss };
    const { $schema: _, title = name, ...rest } = parsed.data;
    const named = ({ name, ...parameters }: Named): Named => ({ name, ...parameters });
    return { settings: { name, title, ...rest, loss: named(rest.loss), geometry: named(rest.geometry) } };
  };
}

type Shape = Schemas["zod"]["shape"];

/**
 * What several keys together make wrong, as far as each of them is right: a loss or a geometry against the
 * reference, and starts outside the domain or where the loss or the geometry is not defined.
 */
function jointProblems(raw: unknown, shape: Shape, catalogue: Catalogue): Problem[] {
  const read = <K extends "domain" | "reference" | "loss" | "geometry">(key: K) =>
    shape[key].safeParse(getAt(raw, [key])).data as z.output<Shape[K]> | undefined;
  const reference = read("reference");
  if (!reference) return [];
  const domain = read("domain");
  const families = [
    { among: catalogue.losses, chosen: read("loss") },
    { among: catalogue.geometries, chosen: read("geometry") },
  ].flatMap(({ among, chosen: { name, ...parameters } = { name: "" } }) => {
    const family = Object.hasOwn(among, name) ? among[name] : undefined;
    return family ? [{ family, parameters, problem: family.problem?.(parameters, reference) }] : [];
  });
  const outside = (x: readonly [number, number]) =>
    (domain && catalogue.domains[domain].violation(x, reference)) ??
    families
      .filter(({ problem }) => !problem)
      .map(({ family, parameters }) => family.violation?.(x, parameters, reference))
      .find((message) => message !== undefined);
  return [
    ...families.flatMap(({ problem }) => problem ?? []),
    ...startProblems(getAt(raw, ["starts"]), shape, outside),
  ];
}

/** The starts that lie outside, among those that are otherwise right, whatever else is wrong. */
function startProblems(
  starts: unknown,
  shape: Shape,
  outside: (x: readonly [number, number]) => string | undefined,
): Problem[] {
  if (typeof starts !== "object" || starts === null) return [];
  return Object.entries(starts).flatMap(([label, x]) => {
    const start = shape.starts.safeParse({ [label]: x });
    if (!start.success) return [];
    const message = outside(start.data[label]);
    return message ? [{ path: `starts.${label}`, message }] : [];
  });
}

/** `vary` beside everything else. */
function split(raw: unknown): { vary: unknown; base: unknown } {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return { vary: undefined, base: raw };
  const { vary, ...base } = raw as Record<string, unknown>;
  return { vary, base };
}

/** Checks `vary`: first its form, then every panel it makes. */
function varyLines(
  vary: unknown,
  base: unknown,
  check: (raw: unknown) => Checked<Settings>,
  catalogue: Catalogue,
) {
  const { zod, json } = schemasOf(catalogue);
  const parsed = zod.pick({ vary: true }).safeParse({ vary });
  if (!parsed.success) {
    return { vary: {}, problems: toProblems(parsed.error.issues, json(), { vary }) };
  }
  return parsed.data.vary ? resolveVary(base, parsed.data.vary, check) : { vary: {}, problems: [] };
}

/**
 * What would lead the schema astray: a circle (an alias inside its own anchor), and `__proto__`, which zod
 * passes over in silence.
 *
 * @param above the mappings and lists around `value`
 */
function structureProblems(value: unknown, path: Path = [], above: readonly unknown[] = []): Problem[] {
  if (typeof value !== "object" || value === null) return [];
  if (above.includes(value)) return [{ path: formatPath(path), message: "contains itself, by an alias" }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== "__proto__") return structureProblems(inner, here, [...above, value]);
    return [{ path: formatPath(here), message: "reserved by JavaScript; use another name" }];
  });
}

function cut(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - MAX_PROBLEMS;
  return more > 0
    ? [...problems.slice(0, MAX_PROBLEMS), { path: "", message: `… and ${more} more problems` }]
    : problems;
}
