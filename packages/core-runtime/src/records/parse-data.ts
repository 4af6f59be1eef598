import type { Json } from "@mozaiks/contracts";
import { systemFields } from "../data/stored-collection.ts";
import type { Row } from "../data/row.ts";
import type { CompiledCollection, CompiledField } from "../definition/compiled-app.ts";
import { suggestion } from "../nearest-name.ts";
import type { Access } from "./access.ts";
import { findBadText } from "./bad-text.ts";
import { invalidRequest, type ItemError, toItemErrors } from "./item-error.ts";

export interface ParsedData {
  /** The owner that was asked for. */
  readonly owner: string | undefined;
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
    if (mode === "patch" && given[field.name] === undefined) continue;
    const parsed = parseField(field, given[field.name]);
    if ("errors" in parsed) errors.push(...parsed.errors);
    else values[field.name] = parsed.value;
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return { values, owner: typeof owner === "string" ? owner : undefined };
}

/** What the schema asks of several fields together, of a record as it is to be. @throws MozaiksError `request.invalid`. */
export function checkTogether({ refinement, fields }: CompiledCollection, row: Row): void {
  if (!refinement) return;
  const record = Object.fromEntries(
    fields.map(({ name, schema }) => {
      const value = row[name] ?? undefined;
      return [name, value === undefined && schema.safeParse(null).success ? null : value];
    }),
  );
  const result = refinement.safeParse(record, { reportInput: true });
  if (!result.success) throw invalidRequest(result.error.issues.flatMap((issue) => toItemErrors(issue, "")));
}

/** @throws MozaiksError `request.invalid` with `read-only` for the given fields that this principal may not write in a row. */
export function refuseReadOnly(access: Access, row: Row, given: object): void {
  const errors = access.collection.fields
    .filter((field) => field.write && Object.hasOwn(given, field.name) && !access.isWritable(field, row))
    .map(({ name }) => ({ path: `/${name}`, code: "read-only" as const, message: "may not be set by you" }));
  if (errors.length > 0) throw invalidRequest(errors);
}

function parseField(field: CompiledField, value: unknown): { value: Json } | { errors: readonly ItemError[] } {
  const path = `/${field.name}`;
  if (value === undefined && field.required) return { errors: [{ path, code: "required", message: "is required" }] };
  if (value === null && field.nullable) return { value: null };
  const result = field.schema.safeParse(value, { reportInput: true });
  if (!result.success) return { errors: result.error.issues.flatMap((issue) => toItemErrors(issue, path)) };
  const bad = findBadText(result.data);
  if (bad) return { errors: [{ path, code: "invalid", message: bad }] };
  return { value: toStored(field, (result.data ?? null) as Json) };
}

/** Times have one form, whatever schema they are checked by. */
function toStored({ type }: CompiledField, value: Json): Json {
  if (type.kind === "datetime") return toTime(value);
  return type.kind === "list" && type.item.kind === "datetime" && Array.isArray(value) ? value.map(toTime) : value;
}

const toTime = (value: Json): Json => (typeof value === "string" ? new Date(value).toISOString() : value);

function unknownField(name: string, { fields }: CompiledCollection): string {
  const known = fields.map((field) => field.name);
  return `${JSON.stringify(name)} is no field${suggestion(name, known, "fields")}`;
}
