/**
 * Where a key is tested: `file#a text of its test`, as a path in the package. That test fails when the key is ignored by
 * those who read the manifest; that the key reaches the manifest is tested for each by `fields.test.ts`.
 */
export type Row =
  | string
  /** What only the loader looks at: the malformed definition that it makes one. */
  | { readonly checked: string }
  /** A word for people: it changes nothing that runs. */
  | { readonly note: string }
  /** A key of other versions: the malformed definition with its refusal. */
  | { readonly refused: string };

/** Rows of keys that begin alike. */
export const under = (prefix: string, rows: Readonly<Record<string, Row>>): Readonly<Record<string, Row>> =>
  Object.fromEntries(Object.entries(rows).map(([key, row]) => [`${prefix}${key}`, row]));
