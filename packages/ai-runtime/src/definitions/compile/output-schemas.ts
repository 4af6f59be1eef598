import type { Json, JsonObject } from "@mozaiks/contracts";
import { isObject } from "./strict-schema.ts";

const prefix = "#/$defs/";

/**
 * Makes each model's schema stand for itself: a model that is used once is written in place, one that is used more often
 * or contains itself goes to `$defs`, so that the size stays linear.
 */
export function selfContained(models: ReadonlyMap<string, JsonObject>): ReadonlyMap<string, JsonObject> {
  return new Map([...models].map(([name, schema]) => [name, resolveFrom(name, schema, models)]));
}

function resolveFrom(root: string, schema: JsonObject, models: ReadonlyMap<string, JsonObject>): JsonObject {
  const uses = [...countUses(schema, models)].filter(([name]) => name !== root && models.has(name));
  const shared = uses.filter(([name, count]) => count > 1 || isWithin(name, models));
  const definitions = new Set(shared.map(([name]) => name));
  const expand = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(expand);
    if (!isObject(value)) return value;
    const name = modelOf(value);
    if (name === root) return { $ref: "#" };
    if (name !== undefined && models.has(name)) return definitions.has(name) ? value : expand(models.get(name) ?? {});
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expand(each)]));
  };
  const expanded = expand(schema) as JsonObject;
  if (definitions.size === 0) return expanded;
  const $defs = Object.fromEntries([...definitions].map((name) => [name, expand(models.get(name) ?? {})]));
  return { ...expanded, $defs };
}

/** How often each model is used by a schema and everything it uses. */
function countUses(schema: JsonObject, models: ReadonlyMap<string, JsonObject>): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const waiting: JsonObject[] = [schema];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const name of modelsIn(next)) {
      const count = uses.get(name) ?? 0;
      uses.set(name, count + 1);
      const used = models.get(name);
      if (count === 0 && used) waiting.push(used);
    }
  }
  return uses;
}

/** True when a model contains itself. */
function isWithin(name: string, models: ReadonlyMap<string, JsonObject>): boolean {
  const schema = models.get(name);
  return schema !== undefined && countUses(schema, models).has(name);
}

function modelsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(modelsIn);
  if (!isObject(value)) return [];
  const name = modelOf(value);
  return name === undefined ? Object.values(value).flatMap(modelsIn) : [name];
}

function modelOf(value: JsonObject): string | undefined {
  const { $ref } = value;
  return typeof $ref === "string" && $ref.startsWith(prefix) ? $ref.slice(prefix.length) : undefined;
}
