import { z } from "zod";
import { systemFields } from "../data/stored-collection.ts";
import type { CollectionDefinition } from "./collection.ts";
import type { FieldType } from "./field-type.ts";
import { fieldTypeOf } from "./field-type-of.ts";
import { invalidApp } from "./invalid-app.ts";

const namePattern = /^[a-z][A-Za-z0-9_]{0,47}$/;
const nameRule = "starts with a lower-case letter and has letters, digits and _ (at most 48)";
const reservedCollections = [
  "auth",
  "users",
  "organizations",
  "files",
  "realtime",
  "batch",
  "ai",
  "insights",
  "admin",
  "plugins",
];
const reservedFields = [...systemFields.map(({ name }) => name), "tenant", "and", "or", "not", "expand"];

/** A collection's name, as it may be. */
export function checkName(name: unknown): void {
  if (typeof name !== "string" || !namePattern.test(name))
    return invalidApp(`collection ${JSON.stringify(name)}`, `a collection's name ${nameRule}`);
  if (name.toLowerCase().startsWith("sqlite_")) invalidApp(name, "is a name SQLite uses; take another one");
  if (reservedCollections.includes(name.toLowerCase()))
    invalidApp(name, `is a name the kernel uses, as are ${reservedCollections.join(", ")}; take another one`);
}

/** The types of all fields of a collection, those that every record has included. */
export function typesOf({ name, schema }: CollectionDefinition): ReadonlyMap<string, FieldType> {
  if (!(schema instanceof z.ZodObject) && (schema as { def?: { type?: string } } | undefined)?.def?.type !== "object")
    invalidApp(`${name}.schema`, "must be a z.object({…}); a transform belongs to a field or into hooks.beforeWrite");
  const types = new Map(systemFields.map((field) => [field.name, field.type]));
  for (const [field, fieldSchema] of Object.entries(schema.shape)) {
    const place = `${name}.schema.${field}`;
    if (reservedFields.includes(field))
      invalidApp(place, `is a name the kernel uses, as are ${reservedFields.join(", ")}; take another one`);
    if (!namePattern.test(field)) invalidApp(place, `a field's name ${nameRule}`);
    // Databases do not tell names by their capitals.
    const twin = [...types.keys()].find((other) => other.toLowerCase() === field.toLowerCase());
    if (twin !== undefined) invalidApp(place, `differs from ${twin} by capitals alone; take another name`);
    types.set(
      field,
      fieldTypeOf(fieldSchema as z.ZodType, (message) => invalidApp(place, message)),
    );
  }
  return types;
}
