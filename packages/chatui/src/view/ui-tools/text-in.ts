import type { JsonObject } from "@mozaiks/contracts/fold";

/** The first of the named members that is a text. */
export function textIn(payload: JsonObject, ...names: readonly string[]): string | undefined {
  return names.map((name) => payload[name]).find((value): value is string => typeof value === "string" && value !== "");
}
