import type { Json } from "@mozaiks/contracts";

/** A variable's value as CEL takes it: integers are BigInt. */
export function toCel(value: Json, isInteger: boolean): unknown {
  return isInteger && typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
}

/** What CEL gave, as JSON; undefined for what JSON cannot hold (an unsafe integer, a time, bytes). */
export function fromCel(value: unknown): Json | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  if (typeof value !== "object") return undefined;
  if (Array.isArray(value) || value instanceof Set) {
    const items = Array.from(value, fromCel);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const isPlain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
  if (!isPlain && !(value instanceof Map)) return undefined;
  const members = value instanceof Map ? [...value] : Object.entries(value);
  const entries = members.map(([key, member]: readonly [unknown, unknown]) => [String(key), fromCel(member)] as const);
  return entries.every(([, member]) => member !== undefined) ? (Object.fromEntries(entries) as Json) : undefined;
}
