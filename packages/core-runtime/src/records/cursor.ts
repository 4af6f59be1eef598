import { MozaiksError } from "@mozaiks/contracts";
import { createHash } from "node:crypto";
import type { SortKey } from "../data/plan.ts";
import type { FieldType } from "../definition/field-type.ts";
import type { Row } from "../data/row.ts";
import type { Scalar } from "../expression/expr.ts";

/** What a cursor is bound to: it leads on only in the very list it came from. */
export interface CursorBinding {
  readonly collection: string;
  readonly tenant: string;
  readonly user: string | null;
  readonly filter: unknown;
  readonly sort: readonly SortKey[];
}

/** The place behind a row, opaque. */
export function toCursor(row: Row, binding: CursorBinding): string {
  const values = binding.sort.map(({ field }) => row[field.name] ?? null);
  return Buffer.from(JSON.stringify([digest(binding, values), values])).toString("base64url");
}

/** @throws MozaiksError `cursor.invalid` when it is malformed, changed, or of another list, tenant or user. */
export function fromCursor(cursor: string, binding: CursorBinding): readonly Scalar[] {
  try {
    const [mark, values] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as [string, unknown];
    if (Array.isArray(values) && values.length === binding.sort.length && mark === digest(binding, values))
      if (values.every((value, index) => isKeyOf(value, binding.sort[index]?.field.type))) return values;
  } catch {
    // Falls through: malformed is as wrong as foreign.
  }
  throw new MozaiksError("cursor.invalid", "This cursor was not given out for this list; begin again without one", {
    members: { errors: [{ path: "?cursor", code: "invalid", message: "does not belong to this list" }] },
  });
}

/** The mark is no secret, so what a cursor holds is checked like any other input. */
function isKeyOf(value: unknown, type: FieldType | undefined): value is Scalar {
  if (value === null) return true;
  if (type?.kind === "integer") return Number.isSafeInteger(value);
  if (type?.kind === "number" || type?.kind === "boolean") return typeof value === type.kind;
  if (type?.kind === "decimal") return typeof value === "string" && /^-?\d{1,18}(\.\d{1,18})?$/.test(value);
  return typeof value === "string" && value.isWellFormed() && !value.includes("\0");
}

function digest({ collection, tenant, user, filter, sort }: CursorBinding, values: unknown): string {
  const order = sort.map(({ field, descending }) => [field.name, descending]);
  const text = JSON.stringify([collection, tenant, user, filter ?? null, order, values]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
