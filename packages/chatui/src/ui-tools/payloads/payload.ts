import * as v from "valibot";

/** A member that may be absent. */
export function maybe<S extends v.GenericSchema>(schema: S, about: string) {
  return v.optional(v.pipe(schema, v.description(about)));
}

/** A member that must be there. */
export function must<S extends v.GenericSchema>(schema: S, about: string) {
  return v.pipe(schema, v.description(about));
}

/**
 * What a component's payload must be. `null` is the same as absent: models whose schema lets nothing out send it. Members
 * that the component does not know are no mistake.
 */
export function payload<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(v.custom<unknown>(isObject, "must be an object"), v.transform(withoutNulls), v.looseObject(entries));
}

export const Id = v.union([v.string(), v.number()]);
export type Id = v.InferOutput<typeof Id>;

export const submitLabel = maybe(v.string(), "What is on the button that answers.");

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A `null` in a list stays: there it holds a place. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
