import type { Json, JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { TriggerManifest } from "../../definitions/manifest.ts";
import type { SessionState } from "./state.ts";

/** Changes that an agent's text makes (`agent_text` triggers); names whose value stays the same are left out. */
export function textChanges(definition: Definition, state: SessionState, agent: string, text: string): JsonObject {
  return changesOf(definition, state, (trigger) => {
    if (trigger.type !== "agent_text" || (trigger.agent !== undefined && trigger.agent !== agent)) return undefined;
    return matched(trigger, text);
  });
}

/** Changes that the answer to a UI tool makes (`ui_response` triggers); `response_key` is a dotted path. */
export function responseChanges(definition: Definition, state: SessionState, tool: string, response: Json): JsonObject {
  return changesOf(definition, state, (trigger) => {
    if (trigger.type !== "ui_response" || trigger.tool !== tool) return undefined;
    return at(response, trigger.response_key.split("."));
  });
}

function changesOf(
  definition: Definition,
  state: SessionState,
  valueOf: (trigger: TriggerManifest) => Json | undefined,
): JsonObject {
  const changes: JsonObject = {};
  for (const { name, triggers } of definition.variables.values()) {
    for (const trigger of triggers) {
      const value = valueOf(trigger);
      if (value !== undefined && value !== state.context[name]) changes[name] = value;
    }
  }
  return changes;
}

/** `equals` compares trimmed and without case; `$1` in `set` is the first group of a regex. */
function matched(trigger: Extract<TriggerManifest, { type: "agent_text" }>, text: string): Json | undefined {
  const { match, set } = trigger;
  if ("equals" in match) return text.trim().toLowerCase() === match.equals.trim().toLowerCase() ? set : undefined;
  if ("contains" in match) return text.includes(match.contains) ? set : undefined;
  const found = new RegExp(match.regex, "u").exec(text);
  return found ? (set === "$1" ? (found[1] ?? null) : set) : undefined;
}

function at(value: Json, [key, ...rest]: readonly string[]): Json | undefined {
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const child = value[key];
  return child === undefined ? undefined : at(child, rest);
}
