import type { JsonObject } from "@mozaiks/contracts";
import type { DefinitionCode } from "../definitions/definition.ts";
import type { VariableManifest } from "../definitions/manifest.ts";
import type { Draft } from "./core/draft.ts";
import { loadedCause } from "./core/evolve-run.ts";
import { runTool, type ToolOutcome, type ToolPorts } from "./run-tool.ts";
import { outsideTurn, type StepScope } from "./step-scope.ts";
import { misfitOf } from "./tool-variables.ts";

/**
 * Calls the tool of every `external` variable at once. One that gives no fitting value leaves the variable as it was,
 * with a notice. A stop records nothing, so that the next run begins anew.
 * @returns one `context_update` for all of them, last.
 */
export async function performLoad(ports: ToolPorts, scope: StepScope, code: DefinitionCode): Promise<readonly Draft[]> {
  const variables = scope.definition.manifest.variables.filter(({ source }) => source === "external");
  const outcomes = await Promise.all(variables.map((variable) => load(ports, scope, code, variable)));
  if (scope.stop.aborted || scope.lost.aborted) return [notice("stopped")];
  const changes: JsonObject = {};
  const notices: Draft[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const variable = variables[index];
    if (!variable) continue;
    const { name } = variable;
    const value = outcome.result ?? null;
    const misfit = outcome.status === "ok" ? misfitOf(variable, value, ports.validator) : reasonOf(outcome);
    if (misfit !== undefined) notices.push(notice(`${name}: ${misfit}`));
    Object.assign(changes, outcome.changes, {
      [name]: misfit === undefined ? value : (scope.state.context[name] ?? null),
    });
  }
  const cause = loadedCause + variables.map(({ name }) => name).join(",");
  const writes = outcomes.flatMap((outcome) => outcome.writes ?? []);
  return [...notices, ...writes, { type: "context_update", changes, cause }];
}

async function load(
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
