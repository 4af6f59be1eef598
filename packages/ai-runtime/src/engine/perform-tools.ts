import { problems } from "@mozaiks/contracts";
import type { DefinitionCode } from "../definitions/definition.ts";
import { failedLifecycle, isLifecycleCall } from "./core/lifecycle.ts";
import type { Call } from "./core/state.ts";
import type { Draft } from "./core/draft.ts";
import { runTool, type ToolOutcome, type ToolPorts } from "./run-tool.ts";
import { type TurnScope, telemetryScope } from "./step-scope.ts";

/**
 * Starts all calls at once and yields the events of each, in call order, as soon as it and all before it are done.
 * What is yielded for one call is one append: its variables and artifacts directly before its result.
 */
export async function* performTools(
  ports: ToolPorts,
  scope: TurnScope,
  code: DefinitionCode,
  calls: readonly Call[],
): AsyncGenerator<readonly Draft[]> {
  const running = calls.map((call) => ({ call, outcome: perform(ports, scope, code, call) }));
  for (const { call, outcome } of running) {
    const done = await outcome;
    if (scope.lost.aborted) return;
    yield eventsOf(call, done);
  }
}

async function perform(ports: ToolPorts, scope: TurnScope, code: DefinitionCode, call: Call): Promise<ToolOutcome> {
  const tool = scope.definition.tools.get(call.name);
  if (!tool)
    return { status: "error", error: { code: "tool.unknown", title: problems["tool.unknown"].title }, changes: {} };
  const started = performance.now();
  const outcome = await runTool(ports, scope, code, tool, call);
  ports.telemetry.toolCalled(telemetryScope(scope), {
    agent: scope.turn.agent,
    tool: call.name,
    status: outcome.status,
    durationMs: performance.now() - started,
  });
  return outcome;
}

function eventsOf({ call_id, name }: Call, outcome: ToolOutcome): readonly Draft[] {
  const { changes, entities = [], writes = [], ...rest } = outcome;
  const update: Draft = { type: "context_update", changes, cause: name, ...(entities.length > 0 && { entities }) };
  const changed = Object.keys(changes).length > 0 ? [update] : [];
  const reason = rest.error?.detail ?? rest.error?.title ?? rest.status;
  const failed = isLifecycleCall(call_id) && rest.status !== "ok" ? [failedLifecycle(name, reason)] : [];
  return [...changed, ...writes, ...failed, { type: "tool_result", call_id, name, ...rest }];
}
