import type { Json, JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { AgentManifest, VariableManifest } from "../definitions/manifest.ts";
import type { ToolContextVariables } from "../tool.ts";
import type { DraftOf } from "./core/draft.ts";
import { entityKey } from "./entity-key.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";

/** The documents that values of `data_entity` variables belong into. */
export type EntityRefs = NonNullable<DraftOf<"context_update">["entities"]>;

/** The variables as one tool call sees them: a snapshot with its own writes on top. */
export interface ToolVariables extends ToolContextVariables {
  readonly changes: JsonObject;
  /** Where those of `changes` belong that are kept beyond the session. */
  entities(): EntityRefs;
}

/** Only declared `state` and `data_entity` variables can be set, only by agents that may, and only to values of their type. */
export function createToolVariables(
  definition: Definition,
  agent: AgentManifest | undefined,
  context: JsonObject,
  validator: SchemaValidator,
): ToolVariables {
  const changes: JsonObject = {};
  const entities = new Map<string, EntityRefs[number]>();
  return {
    changes,
    entities: () => [...entities.values()],
    get: (name) => structuredClone(name in changes ? changes[name] : context[name]),
    all: () => structuredClone({ ...context, ...changes }),
    set(name, value) {
      const variable = definition.variables.get(name);
      if (!variable) throw new Error(`context variable ${name} is not declared in context_variables.yaml`);
      if (variable.source !== "state" && variable.source !== "data_entity")
        throw new Error(`context variable ${name} is read-only (source: ${variable.source})`);
      if (agent?.can_update && !agent.can_update.includes(name)) {
        throw new Error(`agent ${agent.name} may not set ${name}: add it to can_update in agents.yaml`);
      }
      const copy = JSON.parse(JSON.stringify(value ?? null)) as Json;
      const wrong = misfitOf(variable, copy, validator);
      if (wrong !== undefined) throw new Error(`context variable ${name} cannot take this value: ${wrong}`);
      if (variable.entity) entities.set(name, entityOf(variable, copy, { ...context, ...changes }));
      changes[name] = copy;
    },
  };
}

/** @throws Error when the value cannot be kept. */
function entityOf({ name, entity }: VariableManifest, value: Json, context: JsonObject): EntityRefs[number] {
  const refuse = (why: string) => new Error(`context variable ${name} cannot be written: ${why}`);
  if (!entity) throw refuse("it belongs into no document");
  if (typeof value !== "object" || value === null) throw refuse("a document cannot be unset");
  if ("id" in value) throw refuse("id is the document's own, and follows from its key");
  const key = entityKey(entity, context);
  if (!key.ok) throw refuse(key.reason);
  return { variable: name, collection: entity.collection, id: key.id };
}

/** Why a variable cannot have a value; undefined when it can. Null is a value of every variable. */
export function misfitOf(variable: VariableManifest, value: Json, validator: SchemaValidator): string | undefined {
  if (value === null) return undefined;
  const schemas = [typeSchemas[variable.type], ...(variable.schema ? [variable.schema] : [])];
  const wrong = schemas.flatMap((schema) => validator.problems(schema, value));
  return wrong.length > 0 ? wrong.join("; ") : undefined;
}

/** One object per type, so that the validator compiles each once. */
const typeSchemas: Readonly<Record<VariableManifest["type"], JsonObject>> = {
  string: { type: "string" },
  integer: { type: "integer" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  object: { type: "object" },
  array: { type: "array" },
};
