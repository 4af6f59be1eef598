import * as v from "valibot";
import { maybe, must, payload, submitLabel } from "./payload.ts";

export const CellType = v.picklist([
  "text",
  "number",
  "currency",
  "percent",
  "date",
  "datetime",
  "boolean",
  "link",
  "tags",
  "code",
]);
export type CellType = v.InferOutput<typeof CellType>;

const Column = v.pipe(
  v.union([
    v.string(),
    v.object({
      key: must(v.string(), "The member of the rows that it shows."),
      label: maybe(v.string(), "Its heading. Default: the key, made readable."),
      type: maybe(CellType, "How values are written. Default: by what they are."),
      currency: maybe(v.string(), "With `currency`: ISO 4217. Default `USD`."),
      sortable: maybe(v.boolean(), "Default true."),
    }),
  ]),
  v.transform((column) => (typeof column === "string" ? { key: column } : column)),
);
export interface Column {
  readonly key: string;
  readonly label?: string | undefined;
  readonly type?: CellType | undefined;
  readonly currency?: string | undefined;
  readonly sortable?: boolean | undefined;
}

/** `core.table` */
export const TablePayload = payload({
  rows: must(v.array(v.record(v.string(), v.unknown())), "The rows: objects."),
  columns: maybe(
    v.array(Column),
    "The columns, in order; a text alone is a key. Default: the members of the first rows.",
  ),
  id_key: maybe(v.string(), "The member that names a row in the answer. Default `id`, else the row's place, from 1."),
  select: maybe(v.picklist(["none", "one", "many"]), "Which rows may be chosen. Default `none`."),
  min: maybe(v.number(), "With `many`: the fewest. Default 1."),
  max: maybe(v.number(), "With `many`: the most."),
  sort: maybe(
    v.object({ key: v.string(), direction: v.optional(v.picklist(["ascending", "descending"])) }),
    "How the rows are sorted first.",
  ),
  page_size: maybe(v.pipe(v.number(), v.minValue(1)), "Rows on a page. Default 10."),
  empty: maybe(v.string(), "What is said when there are no rows."),
  submit_label: submitLabel,
});
