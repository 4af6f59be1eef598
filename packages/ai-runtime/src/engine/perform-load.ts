import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "@mozaiks/contracts";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { VariableManifest } from "../definitions/manifest.ts";
import type { DocumentStore } from "../ports/document-store.ts";
import type { Action } from "./core/action.ts";
import { withDerived } from "./core/derive.ts";
import type { Draft, DraftOf } from "./core/draft.ts";
import { loadDocument } from "./load-document.ts";
import { contextOf } from "./prompt.ts";
import { runTool, type ToolOutcome, type ToolPorts } from "./run-tool.ts";
import { outsideTurn, type StepScope } from "./step-scope.ts";
import { misfitOf } from "./tool-variables.ts";

/**
 * Calls the tool of every `external` variable at once, then looks up documents, which may depend on what the tools gave
 * and on each other. A variable for which there is no fitting value stays as it was, with a notice. A stop records
 * nothing, so that the next run begins anew.
 * @returns one `context_update` for all of them, last.
 */
export async function performLoad(
  ports: ToolPorts & { readonly documents: DocumentStore },
  scope: StepScope,
  code: DefinitionCode,
  { cause, variables }: Extract<Action, { kind: "load" }>,
): Promise<readonly Draft[]> {
  const isStopped = (): boolean => scope.stop.aborted || scope.lost.aborted;
  const external = variables.filter(({ source }) => source === "external");
  const outcomes = await Promise.all(external.map((variable) => callTool(ports, scope, code, variable)));
  if (isStopped()) return [notice("stopped")];
  const changes: JsonObject = {};
  const notices: Draft[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const variable = external[index];
    if (!variable) continue;
    const { name } = variable;
    const value = outcome.result ?? null;
    const misfit = outcome.status === "ok" ? misfitOf(variable, value, ports.validator) : reasonOf(outcome);
    if (misfit !== undefined) notices.push(notice(`${name}: ${misfit}`));
    Object.assign(changes, outcome.changes, {
      [name]: misfit === undefined ? value : (scope.state.context[name] ?? null),
    });
  }
  for (const variable of variables.filter(({ source, name }) => source !== "external" && !(name in changes))) {
    const { name } = variable;
    const loaded = await loadDocument(ports.documents, scope.tenant, variable, contextWith(scope, changes));
    if (isStopped()) return [notice("stopped")];
    const problem = "problem" in loaded ? loaded.problem : misfitOf(variable, loaded.value, ports.validator);
    if (problem !== undefined) notices.push(notice(`${name}: ${problem}`));
    else if ("value" in loaded && !isDeepStrictEqual(loaded.value, scope.state.context[name]))
      changes[name] = loaded.value;
  }
  const writes = outcomes.flatMap((outcome) => outcome.writes ?? []);
  const entities = outcomes.flatMap((outcome) => outcome.entities ?? []);
  const update: DraftOf<"context_update"> = {
    type: "context_update",
    changes,
    cause: cause + variables.map(({ name }) => name).join(","),
    ...(entities.length > 0 && { entities }),
  };
  return [...notices, ...writes, update];
}

/** What variables are looked up with: all there are, with what follows from those that are loaded already. */
function contextWith({ definition, state, tenant, user_id, chat_id }: StepScope, changes: JsonObject): JsonObject {
  const [update] = withDerived(definition, state.context, { type: "context_update", changes, cause: "" });
  const derived = update?.type === "context_update" ? update.changes : changes;
  const identity = { app_id: tenant.app_id, user_id, chat_id };
  return { ...contextOf(state, identity), ...derived };
}

async function callTool(
  ports: ToolPorts,
  scope: StepScope,
  code: DefinitionCode,
  { name, tool: toolName = "" }: VariableManifest,
): Promise<ToolOutcome> {
  const tool = scope.definition.tools.get(toolName);
  if (!tool) return { status: "error", changes: {} };
  const turn = outsideTurn(scope, "external");
  return await runTool(ports, turn, code, tool, {
    call_id: `load_${name}`,
    name: toolName,
    kind: tool.kind,
    arguments: {},
    seq: scope.state.seq,
    timestamp: scope.run.started_at,
    status: "open",
    ready: scope.state.seq,
  });
}

function reasonOf({ status, error }: ToolOutcome): string {
  return error?.detail ?? error?.title ?? status;
}

function notice(detail: string): Draft {
  return { type: "notice", level: "warning", code: "variable.not-loaded", detail };
}
