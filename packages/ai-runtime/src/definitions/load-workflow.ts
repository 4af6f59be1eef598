import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { idPattern } from "@mozaiks/contracts";
import type { StoredDefinition } from "../ports/event-store.ts";
import { checkTrust } from "./compile/check-trust.ts";
import { checkUse } from "./compile/check-use.ts";
import { type ApprovalManifest, compileApprovals } from "./compile/compile-approvals.ts";
import { checkExternals } from "./compile/check-externals.ts";
import { compileAgentClasses } from "./compile/compile-agent-classes.ts";
import { compileAgents } from "./compile/compile-agents.ts";
import { compileAutoTools } from "./compile/compile-auto-tools.ts";
import { compileArtifacts } from "./compile/compile-artifacts.ts";
import { compileCode } from "./compile/compile-code.ts";
import { compileComponents } from "./compile/compile-components.ts";
import { compileGuardrails } from "./compile/compile-guardrails.ts";
import { compileHandoffs } from "./compile/compile-handoffs.ts";
import { compileHooks } from "./compile/compile-hooks.ts";
import { compileLifecycle } from "./compile/compile-lifecycle.ts";
import { compileModels } from "./compile/compile-models.ts";
import { compileMcpServers } from "./compile/compile-mcp.ts";
import { compileOrchestrator, compileVisualAgents } from "./compile/compile-orchestrator.ts";
import { compileOutputs } from "./compile/compile-outputs.ts";
import { compileTools, toolName, type UndescribedTool } from "./compile/compile-tools.ts";
import { compileVariables } from "./compile/compile-variables.ts";
import type { Diagnostic } from "./source/diagnostic.ts";
import { scopeOf } from "./expressions/expression-scope.ts";
import { createSchemaChecker } from "./source/json-schema.ts";
import { undeclaredInputs } from "./compile/input-variables.ts";
import { createKnownNames, reportDuplicates, type KnownNames, type NameSets } from "./compile/known-names.ts";
import type { Manifest, ToolManifest } from "./manifest.ts";
import { createReport, type Report } from "./source/report.ts";
import { hashFiles, readWorkflowFolder, type WorkflowFolder } from "./workflow-folder.ts";
import { readParts, type WorkflowParts } from "./compile/workflow-parts.ts";

/** A workflow without errors, ready to be stored; `diagnostics` are warnings. */
export interface LoadedWorkflow {
  readonly ok: true;
  readonly folder: string;
  readonly workflow_id: string;
  readonly manifest: Manifest;
  readonly stored: StoredDefinition;
  /** The module of its UI components; absent when it has none. */
  readonly components?: string;
  /** Tools that their MCP servers still have to describe. */
  readonly undescribed: readonly UndescribedTool[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong with a folder. */
export interface RejectedWorkflow {
  readonly ok: false;
  readonly folder: string;
  readonly workflow_id: string;
  readonly diagnostics: readonly Diagnostic[];
}

export type WorkflowLoad = LoadedWorkflow | RejectedWorkflow;

export interface LoadOptions {
  /** False: nobody vouches for the folder. Its code is bundled for an isolate; it can have no processes and no secrets. */
  readonly trusted?: boolean;
}

/**
 * Reads the workflow of a folder: all of its files, cross-checked and with its code bundled, or all that is wrong with
 * it. Runs none of its code, needs no model or key, and never rejects because of what the folder holds.
 */
export async function loadWorkflow(folder: string, options: LoadOptions = {}): Promise<WorkflowLoad> {
  const report = createReport();
  const workflowId = basename(resolve(folder));
  const place = { file: folder, line: 1, column: 1 };
  const rejected = (): RejectedWorkflow => ({
    ok: false,
    folder,
    workflow_id: workflowId,
    diagnostics: report.diagnostics(),
  });
  if (!idPattern.test(workflowId))
    report.error(
      place,
      "name.invalid",
      `The folder's name ${JSON.stringify(workflowId)} cannot be an id.`,
      "Use A-Z a-z 0-9 . _ : @ -.",
    );
  let files: WorkflowFolder;
  try {
    files = await readWorkflowFolder(folder, report);
  } catch (thrown) {
    const reason = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
    report.error(place, "file.unreadable", `The folder cannot be read (${reason}).`, "Check the path.");
    return rejected();
  }
  const compiled = await compile(workflowId, files, options.trusted !== false, report);
  if (!compiled || report.hasErrors()) return rejected();
  return { ok: true, folder, workflow_id: workflowId, ...compiled, diagnostics: report.diagnostics() };
}

async function compile(
  workflowId: string,
  folder: WorkflowFolder,
  trusted: boolean,
  report: Report,
): Promise<Pick<LoadedWorkflow, "manifest" | "stored" | "components" | "undescribed"> | undefined> {
  const checker = createSchemaChecker();
  const parts = readParts(folder, report);
  if (!trusted) checkTrust(folder, parts, report);
  const names = declaredNames(parts, report);
  const declared = compileVariables(parts.variables, names, folder, checker, report);
  const variables = [...declared, ...undeclaredInputs(parts)];
  const outputs = compileOutputs(parts.outputs, checker, report);
  const tools = compileTools(parts.tools, names, folder, checker, report);
  const { lifecycle, ...called } = compileLifecycle(parts.tools, names, folder, report);
  const { hooks, ...hooked } = compileHooks(parts.hooks, names, folder, report);
  const classes = compileAgentClasses(parts.agents, folder, report);
  const models = compileModels(parts.orchestrator, report);
  const speakers = compileAgents(
    parts.agents,
    {
      folder,
      names,
      tools,
      variables,
      exposures: parts.variables,
      registry: parts.outputs,
      models,
    },
    report,
  );
  const agents = compileAutoTools(speakers, parts.agents, parts.tools, report);
  const scope = names.variables && scopeOf(variables);
  const { approvals, names: asked } = compileApprovals(parts.tools, scope, report);
  const allTools = tools.tools.map((tool) => withApproval(tool, approvals.get(tool.name)));
  checkExternals(parts.variables, variables, allTools, checker, report);
  const { guardrails, names: guarded } = compileGuardrails(parts.agents, { names, scope }, report);
  const { handoffs, names: read } = compileHandoffs(parts.handoffs, { names, scope, agents, tools: allTools }, report);
  const head = compileOrchestrator(workflowId, parts.orchestrator, variables, { names, models }, checker, report);
  const visual = compileVisualAgents(parts.ui, names);
  const servers = compileMcpServers(parts.tools, report);
  const artifacts = compileArtifacts(parts.ui, names, checker, report);
  const { bundle, rehearsed } = await compileCode(
    folder,
    [...tools.code, ...called.code, ...hooked.code, ...classes],
    names,
    trusted,
    report,
  );
  const components = trusted ? await compileComponents(folder, report) : undefined;
  if (report.hasErrors()) return undefined;
  const manifest: Manifest = {
    ...head,
    ...(!trusted && { trusted }),
    agents: agents.map((agent) => ({ ...agent, ...guardrails.get(agent.name) })),
    handoffs,
    variables,
    tools: [...allTools, ...called.tools],
    ...(lifecycle.length > 0 && { lifecycle }),
    ...(hooks.length > 0 && { hooks }),
    ...servers,
    outputs,
    ...visual,
    ...artifacts,
    rehearsed,
  };
  models.reportUnused();
  checkUse(manifest, new Set([...read, ...asked, ...guarded]), parts, report);
  const version = createHash("sha256")
    .update(
      `1\n${hashFiles(folder.files)}\n${bundle?.outside ?? ""}${components?.outside ?? ""}${trusted ? "" : "\nuntrusted"}`,
    )
    .digest("hex")
    .slice(0, 20);
  const stored: StoredDefinition = {
    workflow_id: workflowId,
    version,
    manifest: JSON.stringify(manifest),
    ...(bundle && { code: bundle.code }),
  };
  return { manifest, stored, ...(components && { components: components.code }), undescribed: tools.undescribed };
}

function withApproval(tool: ToolManifest, rule: ApprovalManifest | undefined): ToolManifest {
  return rule === undefined ? tool : { ...tool, requires_approval: rule };
}

/** All names of the files that could be read; those of broken files stay unknown. */
function declaredNames(parts: WorkflowParts, report: Report): KnownNames {
  const { agents, tools, variables, outputs } = parts;
  const agentNames = agents.state === "ok" ? agents.value.agents.map(({ name }) => name) : [];
  const entries = tools.state === "ok" ? (tools.value.tools ?? []) : [];
  const toolNames = entries.map((entry) => toolName(entry) ?? "");
  const variableNames = variables.state === "ok" ? (variables.value.definitions ?? []).map(({ name }) => name) : [];
  const inputNames = undeclaredInputs(parts).map(({ name }) => name);
  const modelNames = outputs.state === "ok" ? Object.keys(outputs.value.models ?? {}) : [];
  const located = (list: readonly string[], key: string): { name: string; path: PropertyKey[] }[] =>
    list.flatMap((name, index) => (name === "" ? [] : [{ name, path: [key, index, "name"] }]));
  if (agents.state === "ok") {
    reportDuplicates(located(agentNames, "agents"), "agent", agents.source, report);
    if (agentNames.length === 0)
      report.error(agents.source.at(["agents"]), "agent.none", "The workflow has no agents.", "Add one.");
  }
  if (tools.state === "ok") reportDuplicates(located(toolNames, "tools"), "tool", tools.source, report);
  if (variables.state === "ok")
    reportDuplicates(located(variableNames, "definitions"), "variable", variables.source, report);
  const known = (part: { state: string }, list: readonly string[]): ReadonlySet<string> | undefined =>
    part.state === "broken" ? undefined : new Set(list);
  const uiNames = toolNames.filter((_, index) => entries[index]?.tool_type === "UI_Tool");
  const sets: NameSets = {
    agents: known(agents, agentNames),
    tools: known(tools, toolNames),
    uiTools: known(tools, uiNames),
    variables: known(variables, [...variableNames, ...inputNames]),
    models: known(outputs, modelNames),
  };
  return createKnownNames(sets, report);
}
