import { isMozaiksError, type JsonObject, MozaiksError, problems } from "@mozaiks/contracts";
import type { Call } from "./core/state.ts";
import type { Draft, DraftOf } from "./core/draft.ts";
import { nestedOf } from "./core/nested-chat.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { childIdOf } from "./message-id.ts";
import { contextOf } from "./prompt.ts";
import type { Sessions } from "./sessions.ts";
import type { StepScope } from "./step-scope.ts";

export interface ChildPorts {
  readonly sessions: Pick<Sessions, "execute">;
  readonly validator: SchemaValidator;
}

/** How deep workflows may call workflows. */
const maxDepth = 5;

/**
 * Starts the session of each call. Its id follows from the call, so that a repeated step finds the session it started
 * before; a nested chat is a session of the same version. A workflow that cannot be started is the call's error.
 */
export async function performChildren(
  ports: ChildPorts,
  scope: StepScope,
  calls: readonly Call[],
): Promise<readonly Draft[]> {
  return Promise.all(calls.map((call) => startChild(ports, scope, call)));
}

async function startChild({ sessions, validator }: ChildPorts, scope: StepScope, call: Call): Promise<Draft> {
  const { tenant, chat_id, user_id, definition, state } = scope;
  const { call_id, name, nested } = call;
  const workflow_id = nested ? definition.workflow_id : (definition.tools.get(name)?.workflow ?? name);
  const child = childIdOf(tenant.app_id, chat_id, call_id);
  const depth = (state.parent?.depth ?? 0) + 1;
  const started: DraftOf<"child_started"> = {
    type: "child_started",
    call_id,
    child_chat_id: child,
    workflow_id,
    ...(nested && { agents: nested.agents }),
  };
  try {
    const parameters = nested ? undefined : definition.tools.get(name)?.parameters;
    const wrong = parameters ? validator.problems(parameters, call.arguments) : [];
    if (wrong.length > 0) throw new MozaiksError("tool.arguments-invalid", wrong.join("; "));
    if (depth > maxDepth) throw new MozaiksError("child.too-deep", `${workflow_id} would be the ${depth}th level`);
    const claims = state.context["claims"];
    const request = {
      chat_id: child,
      user_id,
      workflow_id,
      parent: { chat_id, call_id, depth },
      ...(nested && { nested: { version: definition.version, chat: nested, context: state.context } }),
      ...(scope.max_tokens !== undefined && { max_tokens: scope.max_tokens - state.usage.total_tokens }),
      ...(typeof claims === "object" && claims !== null && !Array.isArray(claims) && { claims }),
    };
    const input = nested ? messageOf(scope, call) : inputOf(call.arguments);
    await sessions.execute(tenant, request, input === "" ? undefined : input);
    return started;
  } catch (thrown) {
    if (!isMozaiksError(thrown) || thrown.code === "store.unavailable") throw thrown;
    if (thrown.code === "session.exists") return started;
    const error = { code: thrown.code, title: problems[thrown.code].title, detail: thrown.message };
    return { type: "tool_result", call_id, name, status: "error", error };
  }
}

/** What the agents of a nested chat are told. */
function messageOf({ definition, tenant, user_id, chat_id, state }: StepScope, { arguments: args }: Call): string {
  const template = nestedOf(definition, args["target"])?.message;
  if (template) return template.render(contextOf(state, { app_id: tenant.app_id, user_id, chat_id }));
  return typeof args["message"] === "string" ? args["message"] : "";
}

/** `{ input: "text" }` is a message; any other arguments become the child's state variables. */
function inputOf(args: JsonObject): string | JsonObject {
  const { input, ...rest } = args;
  return typeof input === "string" && Object.keys(rest).length === 0 ? input : args;
}
