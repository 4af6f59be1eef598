import type { JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";

/**
 * The variables with `source: claims` or `source: ui`: each is what the token's claims, or the page's context, hold under
 * its name; else its default, else null.
 */
export function sourceVariables(
  definition: Definition,
  source: "claims" | "ui",
  values: JsonObject | undefined,
): JsonObject {
  const named = [...definition.variables.values()].filter((variable) => variable.source === source);
  return Object.fromEntries(
    named.map(({ name, default: fallback }) => [name, values?.[name] ?? fallback ?? null] as const),
  );
}
