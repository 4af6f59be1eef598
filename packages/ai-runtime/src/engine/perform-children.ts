import { isMozaiksError, type JsonObject, MozaiksError, problems } from "@mozaiks/contracts";
import type { Call } from "./core/state.ts";
import type { Draft } from "./core/draft.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { childIdOf } from "./message-id.ts";
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
 * before. A workflow that cannot be started is the call's error.
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
  const { call_id, name } = call;
  const workflow_id = definition.tools.get(name)?.workflow ?? name;
  const child = childIdOf(tenant.app_id, chat_id, call_id);
  const depth = (state.parent?.depth ?? 0) + 1;
  const started: Draft = { type: "child_started", call_id, child_chat_id: child, workflow_id };
  try {
    const parameters = definition.tools.get(name)?.parameters;
    const wrong = parameters ? validator.problems(parameters, call.arguments) : [];
    if (wrong.length > 0) throw new MozaiksError("tool.arguments-invalid", wrong.join("; "));
    if (depth > maxDepth) throw new MozaiksError("child.too-deep", `${workflow_id} would be the ${depth}th level`);
    const claims = state.context["claims"];
    const request = {
      chat_id: child,
      user_id,
      workflow_id,
      parent: { chat_id, call_id, depth },
      ...(typeof claims === "object" && claims !== null && !Array.isArray(claims) && { claims }),
    };
    await sessions.execute(tenant, request, inputOf(call.arguments));
    return started;
  } catch (thrown) {
    if (!isMozaiksError(thrown) || thrown.code === "store.unavailable") throw thrown;
    if (thrown.code === "session.exists") return started;
    const error = { code: thrown.code, title: problems[thrown.code].title, detail: thrown.message };
    return { type: "tool_result", call_id, name, status: "error", error };
  }
}

/** `{ input: "text" }` is a message; any other arguments become the child's state variables. */
function inputOf(args: JsonObject): string | JsonObject {
  const { input, ...rest } = args;
  return typeof input === "string" && Object.keys(rest).length === 0 ? input : args;
}
