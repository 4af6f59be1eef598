import type { Json } from "@mozaiks/contracts";
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Expr } from "../expression/expr.ts";
import type { CompiledField } from "./compiled-app.ts";
import type { FieldType } from "./field-type.ts";
import { invalidApp } from "./invalid-app.ts";

/** A field with what its schema says about its absence. */
export function compileField(
  name: string,
  schema: z.ZodType,
  type: FieldType,
  place: string,
  rules: { readonly read?: Expr; readonly write?: Expr },
): CompiledField {
  const absent = parsedBy(schema, undefined, place);
  const none = parsedBy(schema, null, place);
  const byDefault = absent.success && absent.data !== undefined && absent.data !== null ? absent.data : undefined;
  if (byDefault !== undefined) checkDefault(schema, byDefault, place);
  return {
    name,
    type,
    schema,
    required: !absent.success,
    nullable: (absent.success && byDefault === undefined) || (none.success && none.data === null),
    ...(isSame(byDefault, parsedBy(schema, undefined, place).data) && { default: byDefault as Json }),
    ...rules,
  };
}

/** A default that is another one each time, such as a random token, is none that could be told. */
const isSame = (value: unknown, again: unknown): boolean => value !== undefined && isDeepStrictEqual(value, again);

function parsedBy(schema: z.ZodType, value: unknown, place: string): { success: boolean; data?: unknown } {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    return invalidApp(place, `checking a value throws (${String(cause)}); schemas must be synchronous and not throw`);
  }
}

/** zod takes a default as it is; that it is a value of the field is for us to see. */
function checkDefault(schema: z.ZodType, value: unknown, place: string): void {
  const { type, innerType } = schema.def as unknown as { type: string; innerType?: z.ZodType };
  if (!innerType) return;
  if (type !== "default") return checkDefault(innerType, value, place);
  const result = parsedBy(innerType, value, place);
  if (!result.success) invalidApp(place, `the default ${JSON.stringify(value)} is no value that the field takes`);
}
