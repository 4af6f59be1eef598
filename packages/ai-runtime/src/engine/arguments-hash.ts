import { createHash } from "node:crypto";
import type { Json, JsonObject } from "@mozaiks/contracts";

/** What an approval is bound to: the same tool with the same arguments, whatever the order of their keys. */
export function argumentsHash(tool: string, args: JsonObject): string {
  return createHash("sha256")
    .update(JSON.stringify([tool, sorted(args)]))
    .digest("base64url");
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
