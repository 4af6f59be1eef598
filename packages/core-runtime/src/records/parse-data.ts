import type { Json } from "@mozaiks/contracts";
import type { CompiledCollection, CompiledField } from "../definition/compiled-app.ts";
import { systemFields } from "../data/stored-collection.ts";
import { invalidRequest, type ItemError, toItemErrors } from "./item-error.ts";

export interface ParsedData {
  /** The owner that was asked for. */
  readonly owner?: string;
  /** Checked values by field; what is absent is not in it, null clears. */
  readonly values: Readonly<Record<string, Json>>;
}

const kept = new Set(systemFields.map(({ name }) => name).filter((name) => name !== "owner")).add("tenant");

/** The body of a create (`whole`) or an update. @throws MozaiksError `request.invalid` with all that is wrong. */
export function parseData(collection: CompiledCollection, data: unknown, mode: "whole" | "patch"): ParsedData {
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw invalidRequest([{ path: "/", code: "type", message: "must be an object" }]);
  const errors: ItemError[] = [];
  const given = data as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) {
    const path = `/${name}`;
    if (kept.has(name)) errors.push({ path, code: "read-only", message: "is set by the server" });
    else if (name !== "owner" && !collection.field.has(name))
      errors.push({ path, code: "unknown-field", message: unknownField(name, collection) });
  }
  const { owner } = given;
  if (owner !== undefined && typeof owner !== "string")
    errors.push({ path: "/owner", code: "type", message: "must be the id of a user" });
  const values: Record<string, Json> = {};
  for (const field of collection.fields) {
    if (mode === "patch" && !Object.hasOwn(given, field.name)) continue;
    const parsed = parseField(field, given[field.name]);
    if ("errors" in parsed) errors.push(...parsed.errors);
    else values[field.name] = parsed.value;
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return { values, ...(typeof owner === "string" && { owner }) };
}

function parseField(field: CompiledField, value: unknown): { value: Json } | { errors: readonly ItemError[] } {
  const path = `/${field.name}`;
  if (value === undefined && field.required) return { errors: [{ path, code: "required", message: "is required" }] };
  if (value === null && field.nullable) return { value: null };
  const result = field.schema.safeParse(value);
  if (!result.success) return { errors: result.error.issues.flatMap((issue) => toItemErrors(issue, path)) };
  const text = findBadText(result.data);
  if (text) return { errors: [{ path, code: "invalid", message: text }] };
  return { value: (result.data ?? null) as Json };
}

/** U+0000 and lone surrogates cannot be kept by every store. */
function findBadText(value: unknown): string | undefined {
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

function unknownField(name: string, { fields }: CompiledCollection): string {
  return `${JSON.stringify(name)} is no field; fields are ${fields.map((field) => field.name).join(", ")}`;
}
