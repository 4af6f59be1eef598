import { z } from "zod";
import * as contracts from "./index.ts";

/**
 * JSON Schema (draft 2020-12) of everything on the wire: each schema of this package under its name, and each type of
 * event, frame and client message under `<union>.<type>` (`SessionEvent.user_message`). Unknown members are allowed
 * everywhere, as readers must ignore them.
 */
export function jsonSchemas(): Record<string, object> {
  const schemas: Record<string, object> = {};
  for (const [name, value] of Object.entries(contracts).toSorted(byName)) {
    if (!(value instanceof z.ZodType)) continue;
    schemas[name] = toSchema(name, value);
    if (!(value instanceof z.ZodDiscriminatedUnion)) continue;
    for (const option of value.options as readonly z.ZodObject<{ type: z.ZodLiteral<string> }>[]) {
      const member = `${name}.${option.shape.type.value}`;
      schemas[member] = toSchema(member, option);
    }
  }
  return schemas;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function toSchema(title: string, schema: z.ZodType): object {
  return { title, ...z.toJSONSchema(schema, { io: "input" }) };
}
