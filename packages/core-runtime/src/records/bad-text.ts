/** What is wrong with a text, or with one inside a value: U+0000 and lone surrogates cannot be kept by every store. */
export function findBadText(value: unknown): string | undefined {
  if (typeof value === "string") {
    if (value.includes("\0")) return "must not contain the character U+0000";
    return value.isWellFormed() ? undefined : "is no well-formed Unicode text";
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const bad = findBadText(key) ?? findBadText(part);
    if (bad) return bad;
  }
  return undefined;
}
