import type { Json } from "@mozaiks/contracts";
import type { Row } from "../data/row.ts";
import type { Access } from "./access.ts";

/** A record or a user as it is answered. */
export interface WireRecord {
  readonly id: string;
  readonly [field: string]: Json;
}

/** A record on the wire: no tenant, no field that this principal may not read, `deleted_at` only when it is deleted. */
export function toRecord(row: Row, access: Access): WireRecord {
  const { id, owner, version, created_at, updated_at, deleted_at } = row;
  const record: { id: string; [field: string]: Json } = { id, owner, version, created_at, updated_at };
  if (deleted_at !== null) record["deleted_at"] = deleted_at;
  for (const field of access.collection.fields)
    if (access.isReadable(field, row)) record[field.name] = row[field.name] ?? null;
  return record;
}
