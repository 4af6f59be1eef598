/** Why a text is no regular expression (flag `u`); undefined when it is one. */
export function regexMistake(regex: string): string | undefined {
  try {
    "".search(new RegExp(regex, "u"));
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
