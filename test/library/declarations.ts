import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the built declarations are. */
export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** A name with the file that declares it. */
export interface Declared {
  name: string;
  file: string;
}

export const declarationsOf = (file: string) => readFileSync(join(DIST, file), "utf8");

const target = (file: string, from: string) => join(dirname(file), from.replace(/\.js$/, ".d.ts"));

const KINDS = "(?:declare )?(?:abstract )?(?:function|type|interface|const|class)";

/** What a declaration file exports. */
export function exported(entry: string): Declared[] {
  const text = declarationsOf(entry);
  const passedOn = [...text.matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g)].flatMap(
    ([, names, from]) =>
      names
        .split(",")
        .map((name) => ({ name: name.trim().replace(/^type /, ""), file: target(entry, from) })),
  );
  const own = [...text.matchAll(new RegExp(`^export ${KINDS} (\\w+)`, "gm"))];
  return [...passedOn, ...own.map(([, name]) => ({ name, file: entry }))];
}

/** The import statements and declarations of a file, without comments. */
const statements = (file: string): string[] =>
  declarationsOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .split(/^(?=(?:export|import|declare|type|interface)\b)/m);

/** The names that a file takes from others of this package, and those that it declares. */
function visible(file: string): Map<string, Declared> {
  const names = new Map<string, Declared>();
  for (const statement of statements(file)) {
    const [, list, from] = /^import (?:type )?\{([^}]*)\} from "(\.[^"]+)"/.exec(statement) ?? [];
    for (const each of list?.split(",") ?? []) {
      const [name, alias = name] = each
        .trim()
        .replace(/^type /, "")
        .split(" as ");
      names.set(alias, { name, file: target(file, from) });
    }
    const [, name] = new RegExp(`^(?:export )?${KINDS} (\\w+)`).exec(statement) ?? [];
    if (name !== undefined) names.set(name, { name, file });
  }
  return names;
}

/** Names of constants, whose types are spelled out where they are exported. */
const CONSTANT = /^[A-Z_]+$/;

/**
 * The types of this package that a declaration names. Those that no other file can see, such as an alias beside it, are
 * spelled out: what they name counts.
 */
export function namedBy({ name, file }: Declared): Declared[] {
  const known = visible(file);
  const declaration = statements(file)
    .filter((statement) => new RegExp(`^(?:export )?${KINDS} ${name}\\b`).test(statement))
    .join("\n");
  const used = new Set(declaration.match(/(?<![\w.])[A-Z]\w*/g));
  used.delete(name);
  return [...used].flatMap((each) => {
    const found = known.get(each);
    if (!found || CONSTANT.test(each)) return [];
    return found.file !== file || exported(file).some((other) => other.name === each)
      ? [found]
      : namedBy(found);
  });
}
