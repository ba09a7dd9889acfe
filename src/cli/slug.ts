/**
 * File names for the panels of a scenario: harmless on every system and distinct, even where case does not
 * count.
 *
 * @returns one per name, in the same order
 */
export function slugs(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = name
      .replace(/, /g, "_")
      .replace(/[^A-Za-z0-9._=+-]+/g, "-")
      .slice(0, 80);
    let slug = base;
    for (let n = 2; taken.has(slug.toLowerCase()); n++) slug = `${base}~${n}`;
    taken.add(slug.toLowerCase());
    return slug;
  });
}
