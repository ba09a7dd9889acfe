import { distance } from "fastest-levenshtein";

/**
 * The candidate that `word` was probably meant to be.
 *
 * @returns the only one that begins with it, or the nearest; undefined where nothing is near: more than a
 *          third of the letters, and more than two, differ
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const longer = [...candidates].filter((candidate) => word.length > 1 && candidate.startsWith(word));
  if (longer.length === 1) return longer[0];
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = distance(word.toLowerCase().slice(0, 200), candidate.toLowerCase());
    // A replacement of every letter is no likeness.
    if (d < least && d < Math.max(word.length, candidate.length)) [best, least] = [candidate, d];
  }
  return best;
}

/** `; did you mean "…"?`, or nothing where no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = nearest(word, candidates);
  return found === undefined ? "" : `; did you mean "${found}"?`;
}
