/** What happens to a record when the one it refers to is deleted. */
export type OnDelete = "restrict" | "cascade" | "set-null";

/** What a field holds: how it is stored, compared and written on the wire. */
export type FieldType =
  | { readonly kind: "text"; readonly values?: readonly string[] }
  | { readonly kind: "integer" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  /** UTC with milliseconds and `Z`. */
  | { readonly kind: "datetime" }
  /** `YYYY-MM-DD`. */
  | { readonly kind: "date" }
  /** A string on the wire (`"12.50"`), a scaled 64-bit integer in the store. At most 18 digits. */
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  /** The id of a record of another collection, in the same tenant. */
  | { readonly kind: "reference"; readonly collection: string; readonly onDelete: OnDelete }
  | { readonly kind: "list"; readonly item: FieldType }
  /** Anything JSON can say, money included: stored whole, neither filtered nor sorted by. */
  | { readonly kind: "json" };

export type FieldKind = FieldType["kind"];

const ordered: ReadonlySet<FieldKind> = new Set([
  "text",
  "integer",
  "number",
  "datetime",
  "date",
  "decimal",
  "reference",
]);

/** Whether values of the type have an order, so that lists can be sorted by them. */
export const isOrdered = ({ kind }: FieldType): boolean => ordered.has(kind) || kind === "boolean";
