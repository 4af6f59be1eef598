import type { Json, JsonObject } from "@mozaiks/contracts";

/**
 * A structured reply as the arguments of a tool: names are matched without case and underscores (`userName` is
 * `user_name`), an exact match first. What the tool does not declare is left out where it takes nothing else.
 */
export function autoArguments(parameters: JsonObject, reply: Json): JsonObject {
  if (typeof reply !== "object" || reply === null || Array.isArray(reply)) return {};
  const declared = Object.keys((parameters["properties"] ?? {}) as JsonObject);
  const exact = new Set(declared.filter((name) => Object.hasOwn(reply, name)));
  const args: JsonObject = {};
  for (const [key, value] of Object.entries(reply)) {
    if (exact.has(key)) args[key] = value;
    else {
      const name = declared.find((each) => !exact.has(each) && plain(each) === plain(key));
      if (name !== undefined) args[name] = value;
      else if (parameters["additionalProperties"] !== false) args[key] = value;
    }
  }
  return args;
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
