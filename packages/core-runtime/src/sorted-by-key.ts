/** The same value with the keys of all objects in the order of their code units. */
export function sortedByKey<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortedByKey) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, sortedByKey(part)] as const);
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1))) as T;
}
