import type { Json } from "@mozaiks/contracts";
import type { Row } from "../../data/row.ts";
import { type StoredCollection, type StoredField, systemFields } from "../../data/stored-collection.ts";
import type { FieldKind, FieldType } from "../../definition/field-type.ts";
import { scaledOf } from "../../expression/order-values.ts";

/** What SQLite is given and gives back. Decimals are given as bigint and selected as text. */
export type SqlValue = string | number | bigint | null;

/** How records of one collection are columns, and columns records. */
export interface Codec {
  readonly collection: StoredCollection;
  /** Every column in the order of `toValues`, the tenant first. */
  readonly columns: readonly StoredField[];
  /** What is selected `AS r`, in the same order. */
  readonly selected: string;
  readonly toValues: (row: Row) => SqlValue[];
  readonly toRow: (values: readonly SqlValue[]) => Row;
}

export function createCodec(collection: StoredCollection): Codec {
  const columns: readonly StoredField[] = [
    { name: "tenant", type: { kind: "text" } },
    ...systemFields,
    ...collection.fields,
  ];
  const decoded = columns.map(({ name, type }) => ({ name, type, isAsIs: !translated.has(type.kind) }));
  return {
    collection,
    columns,
    selected: columns.map((column) => toSelected(column)).join(", "),
    toValues: (row) => columns.map(({ name, type }) => toSql(row[name] ?? null, type)),
    toRow(values) {
      const row: Record<string, Json> = {};
      for (const [index, { name, isAsIs, type }] of decoded.entries()) {
        const value = values[index] ?? null;
        row[name] = isAsIs && typeof value !== "bigint" ? value : fromSql(value, type);
      }
      return row as Row;
    },
  };
}

/** Kinds whose wire form is not what SQLite gives back. */
const translated: ReadonlySet<FieldKind> = new Set(["boolean", "decimal", "list", "json"]);

export const quoted = (name: string): string => `"${name}"`;

/** A column in a select list; decimals as text, because 64-bit integers do not fit a JavaScript number. */
export function toSelected({ name, type }: StoredField, alias = "r"): string {
  const column = `${alias}.${quoted(name)}`;
  return type.kind === "decimal" ? `CAST(${column} AS TEXT)` : column;
}

/** A value in wire form as it is stored and compared. */
export function toSql(value: Json, type: FieldType): SqlValue {
  if (value === null) return null;
  if (type.kind === "list" || type.kind === "json") return JSON.stringify(value);
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "object") throw new TypeError(`A field of kind ${type.kind} cannot hold an object`);
  if (type.kind === "decimal") return withinInt64(scaledOf(String(value), type.scale));
  // Adding zero makes 0 of -0, which JSON cannot say.
  return typeof value === "number" ? value + 0 : value;
}

export function fromSql(value: SqlValue, type: FieldType): Json {
  if (value === null) return null;
  switch (type.kind) {
    case "boolean":
      return value === 1;
    case "decimal":
      return unscaled(String(value), type.scale);
    case "list":
    case "json":
      return JSON.parse(String(value)) as Json;
    default:
      return typeof value === "bigint" ? Number(value) : value;
  }
}

/** No stored decimal has more than 18 digits, so a literal beyond the limits of the store keeps its place in the order. */
function withinInt64(value: bigint): bigint {
  const most = 2n ** 63n - 1n;
  return value > most ? most : value < -most ? -most : value;
}

function unscaled(text: string, scale: number): string {
  if (scale === 0) return text;
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.slice(sign.length).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
