/** No origin of anybody: an address that leaves it is not a path on the app's own. */
const nowhere = "http://return.invalid";

/**
 * Where to go after signing in: the path asked for when it is one on the app's own origin, otherwise `/`. It begins with one
 * slash and holds no backslash and no control character, which browsers read as slashes or leave out (ASVS 5.0 V3.7.2).
 */
export function toReturnPath(asked: unknown): string {
  if (typeof asked !== "string" || asked.length > 2048 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return "/";
  if (!URL.canParse(asked, nowhere)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, nowhere);
  return origin === nowhere && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
