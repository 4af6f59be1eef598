import { z } from "zod";
import type { FieldType } from "./field-type.ts";

/** The key of a schema's metadata under which {@link FieldType}s of our own kinds of field stand. */
export const fieldTypeNote = "mozaiks";

/** What tells how a zod schema is built. */
interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly local?: boolean;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly out?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

const remedies: Readonly<Record<string, string>> = {
  date: "z.date() is not JSON; use datetime() or date()",
  bigint: "z.bigint() is not JSON; use z.int() or decimal()",
  map: "z.map() is not JSON; use z.record()",
  set: "z.set() is not JSON; use z.array()",
  nan: "NaN is not JSON",
};

/** What a field of a zod schema holds. `refuse` is told when no record could hold it. */
export function fieldTypeOf(schema: z.ZodType, refuse: (message: string) => never): FieldType {
  if (!(typeof schema === "object" && schema !== null && "def" in schema)) return refuse("is no zod schema");
  const noted = schema.meta()?.[fieldTypeNote] as FieldType | undefined;
  if (noted) return noted;
  const definition = schema.def as unknown as Definition;
  const { type, format, innerType, element, out, options, values, entries } = definition;
  if (innerType) return fieldTypeOf(innerType, refuse);
  switch (type) {
    case "string":
      if (format === "date") return { kind: "date" };
      return format === "datetime" && !definition.local ? { kind: "datetime" } : { kind: "text" };
    case "number":
      return { kind: z.toJSONSchema(schema).type === "integer" ? "integer" : "number" };
    case "boolean":
      return { kind: "boolean" };
    case "template_literal":
      return { kind: "text" };
    case "enum":
      return ofValues(Object.values(entries ?? {}));
    case "literal":
      return ofValues(values ?? []);
    case "array":
      return element ? listOf(fieldTypeOf(element, refuse)) : { kind: "json" };
    case "pipe":
      return out && (out.def as unknown as Definition).type !== "transform"
        ? fieldTypeOf(out, refuse)
        : { kind: "json" };
    case "union":
      return common((options ?? []).map((option) => fieldTypeOf(option, refuse)));
    case "object":
    case "record":
    case "tuple":
    case "any":
    case "unknown":
    case "null":
    case "intersection":
    case "lazy":
    case "custom":
    case "transform":
      return { kind: "json" };
    default:
      return refuse(remedies[type] ?? `z.${type}() is nothing that a record can hold; it must be JSON`);
  }
}

function ofValues(values: readonly unknown[]): FieldType {
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length === values.length) return { kind: "text", values: texts };
  if (values.every((value) => typeof value === "boolean")) return { kind: "boolean" };
  if (values.every((value) => Number.isSafeInteger(value))) return { kind: "integer" };
  return { kind: values.every((value) => typeof value === "number") ? "number" : "json" };
}

const listOf = (item: FieldType): FieldType =>
  item.kind === "json" || item.kind === "list" || item.kind === "decimal" ? { kind: "json" } : { kind: "list", item };

/** Alternatives that are all of one scalar kind are of that kind. */
function common(types: readonly FieldType[]): FieldType {
  const [first] = types;
  if (!first || types.some(({ kind }) => kind !== first.kind)) return { kind: "json" };
  switch (first.kind) {
    case "text": {
      const values = types.map((type) => (type.kind === "text" ? type.values : undefined));
      return values.every((one) => one !== undefined) ? { kind: "text", values: values.flat() } : { kind: "text" };
    }
    case "integer":
    case "number":
    case "boolean":
    case "date":
    case "datetime":
      return first;
    default:
      return { kind: "json" };
  }
}
