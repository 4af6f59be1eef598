import type { Json, JsonObject } from "@mozaiks/contracts";
import type { SchemaValidator } from "./json-schema-validator.ts";

/** A model's reply as the value its schema asks for, or what is wrong with it in words the model can mend it by. */
export function parseStructuredOutput(
  validator: SchemaValidator,
  schema: JsonObject,
  text: string,
): { ok: true; value: Json } | { ok: false; value?: undefined; problems: readonly string[] } {
  let value: Json;
  try {
    value = JSON.parse(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, "")) as Json;
  } catch (thrown) {
    return { ok: false, problems: [`not JSON: ${(thrown as Error).message}`] };
  }
  const wrong = validator.problems(schema, value);
  return wrong.length === 0 ? { ok: true, value } : { ok: false, problems: wrong };
}
