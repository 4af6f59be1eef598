import { closest, distance } from "fastest-levenshtein";

/** `Did you mean "…"?` when a known name is near, else the fallback. */
export function suggest(name: string, known: Iterable<string>, fallback: string): string {
  const nearest = nearestName(name, [...known]);
  return nearest === undefined ? fallback : `Did you mean ${JSON.stringify(nearest)}?`;
}

/** The known name that was probably meant. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) return undefined;
  const sameWord = known.find((candidate) => normal(candidate) === normal(name));
  if (sameWord !== undefined) return sameWord;
  const nearest = closest(name, known);
  return distance(name, nearest) <= Math.max(1, Math.floor(name.length / 3)) ? nearest : undefined;
}

function normal(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}
