type Place = readonly (string | number)[];

/** Where a document uses a key that `fileKeys` tells of. */
export function findUses(document: unknown, key: string): readonly Place[] {
  const [, ...steps] = key.match(/[^.[\]<>]+|\[\]|<[^>]+>/gu) ?? [];
  return find(document, steps);
}

/** A copy of a document without the member at a place. */
export function without(document: unknown, [step, ...rest]: Place): unknown {
  if (Array.isArray(document)) return document.map((item, index) => (index === step ? without(item, rest) : item));
  const entries = Object.entries(Object(document) as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, member]) => {
      if (name !== step) return [[name, member]];
      return rest.length === 0 ? [] : [[name, without(member, rest)]];
    }),
  );
}

/** A copy of a document with another value at a place. */
export function withValue(document: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(document))
    return document.map((item, index) => (index === step ? withValue(item, rest, value) : item));
  const entries = Object.entries(Object(document) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, member]) => [name, name === step ? withValue(member, rest, value) : member]),
  );
}

function find(value: unknown, [step, ...rest]: readonly string[]): readonly Place[] {
  if (step === undefined) return [[]];
  if (typeof value !== "object" || value === null) return [];
  if (step.startsWith("<")) return "type" in value && value.type === step.slice(1, -1) ? find(value, rest) : [];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([name, member]) =>
    name === step || step === "[]" || step === "*" ? find(member, rest).map((place) => [name, ...place]) : [],
  );
}
