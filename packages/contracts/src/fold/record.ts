/** The member of that name, or undefined: names come from the wire, so inherited ones (`constructor`) do not count. */
export function lookup<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The object without some members; the same object when it has none of them. */
export function without<T extends object, K extends PropertyKey>(source: T, ...names: readonly K[]): Omit<T, K> {
  if (!names.some((name) => Object.hasOwn(source, name))) return source;
  const copy: Partial<Record<PropertyKey, unknown>> = { ...source };
  for (const name of names) delete copy[name];
  return copy as Omit<T, K>;
}

type Present<T, K extends keyof T> = { [P in K]?: Exclude<T[P], undefined> };

/** Those of the named members that are set. */
export function present<T extends object, K extends keyof T>(source: T, ...names: readonly K[]): Present<T, K> {
  const result: Partial<Pick<T, K>> = {};
  for (const name of names) if (source[name] !== undefined) result[name] = source[name];
  return result as Present<T, K>;
}
