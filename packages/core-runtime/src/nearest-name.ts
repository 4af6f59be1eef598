import { closest, distance } from "fastest-levenshtein";

/** The known name that was probably meant. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 100) return undefined;
  const same = known.find((candidate) => plain(candidate) === plain(name));
  if (same !== undefined) return same;
  const nearest = closest(name, known);
  return distance(name, nearest) <= (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3)))
    ? nearest
    : undefined;
}

/** `; did you mean "title"?` when one is near, else `; fields are title, done`. */
export function suggestion(name: string, known: readonly string[], what: string): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `; did you mean ${JSON.stringify(nearest)}?`;
  return known.length > 0 ? `; ${what} are ${known.join(", ")}` : "";
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, "");
