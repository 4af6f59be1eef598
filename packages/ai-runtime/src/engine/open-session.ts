import { type JsonObject, MozaiksError } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { Draft } from "./core/draft.ts";
import { sourceVariables } from "./core/source-variables.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import type { OpenSession } from "./sessions.ts";

export interface OpeningSettings {
  readonly app_id: string;
  readonly chat_id: string;
  /** What of the environment variables of source `config` may read. */
  readonly environment: Readonly<Record<string, string>>;
  /** False: page context is dropped. */
  readonly pageContext: boolean;
  readonly messageId: string;
}

/** The first events of a session: what it is, with every variable's first value, and the greeting that costs no model call. */
export function openingEvents(
  definition: Definition,
  request: OpenSession,
  settings: OpeningSettings,
): readonly Draft[] {
  const { manifest } = definition;
  const created: Draft = {
    type: "session_created",
    workflow_id: definition.workflow_id,
    workflow_version: definition.version,
    startup_mode: request.nested ? "BackendOnly" : manifest.startup_mode,
    context: request.nested
      ? { ...request.nested.context, chat_id: settings.chat_id }
      : initialContext(definition, request, settings),
    ...(request.parent && { parent: request.parent }),
    ...(request.nested && { nested: request.nested.chat }),
  };
  if (request.nested) return [created];
  const speaker = manifest.initial_agent ?? manifest.agents[0]?.name;
  if (manifest.startup_mode !== "UserDriven" || !manifest.initial_message_to_user || !speaker) return [created];
  const greeting: Draft = {
    type: "agent_message",
    message_id: settings.messageId,
    agent: speaker,
    epoch: 0,
    content: manifest.initial_message_to_user,
    finish_reason: "stop",
    visible: true,
  };
  return [created, greeting];
}

function initialContext(
  definition: Definition,
  { claims, context, variables, user_id }: OpenSession,
  { environment, pageContext, app_id, chat_id }: OpeningSettings,
): JsonObject {
  const initial: JsonObject = {};
  for (const { name, source, env_var, type, default: value } of definition.variables.values()) {
    const fromEnvironment = source === "config" && env_var ? environment[env_var] : undefined;
    initial[name] = fromEnvironment === undefined ? (value ?? null) : fromText(fromEnvironment, type);
  }
  const page = pageContext ? context : undefined;
  return {
    ...initial,
    ...sourceVariables(definition, "claims", claims),
    ...sourceVariables(definition, "ui", page),
    ...variables,
    app_id,
    user_id,
    chat_id,
    workflow_id: definition.workflow_id,
    ...(claims && Object.keys(claims).length > 0 && { claims }),
    ...(page && { ui: page }),
  };
}

/** An environment variable as a value of the declared type; what does not parse stays text. */
function fromText(text: string, type: string): JsonObject[string] {
  if (type === "string") return text;
  try {
    return JSON.parse(text) as JsonObject[string];
  } catch {
    return text;
  }
}

/**
 * Checks values that a caller gives for variables: declared, of source `state`, and fitting `input_schema`.
 * @throws MozaiksError `request.invalid`
 */
export function checkVariables(definition: Definition, variables: JsonObject, validator: SchemaValidator): void {
  for (const name of Object.keys(variables)) {
    if (definition.variables.get(name)?.source === "state") continue;
    throw new MozaiksError("request.invalid", `${name} is not a state variable of ${definition.workflow_id}`);
  }
  const { input_schema } = definition.manifest;
  const wrong = input_schema ? validator.problems(input_schema, variables) : [];
  if (wrong.length > 0)
    throw new MozaiksError("request.invalid", `the input does not fit input_schema: ${wrong.join("; ")}`);
}
