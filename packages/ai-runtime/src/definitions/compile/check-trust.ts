import type { Json } from "@mozaiks/contracts";
import type { Part } from "./definition-parts.ts";
import type { AgentsFile } from "../files/agents-file.ts";
import type { ContextVariablesFile } from "../files/context-variables-file.ts";
import type { HooksFile } from "../files/hooks-file.ts";
import type { ToolsFile } from "../files/tools-file.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { splitTemplate } from "./value-template.ts";
import { componentFiles } from "./component-files.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** The files in which a definition could ask for what is the operator's. */
interface TrustParts {
  readonly agents: Part<AgentsFile>;
  readonly tools: Part<ToolsFile>;
  readonly variables: Part<ContextVariablesFile>;
  readonly hooks: Part<HooksFile>;
}

/** Refuses what only a definition may have that the operator vouches for: processes, secrets, the environment, the app's documents, hooks, classes of agents, components, regular expressions, whose running time has no bound. */
export function checkTrust(
  folder: WorkflowFolder,
  { agents, tools, variables, hooks }: TrustParts,
  report: Report,
): void {
  const refuse = (source: SourceFile, path: SourcePath, what: string): void =>
    report.error(
      source.at(path),
      "trust.required",
      `A workflow of UNTRUSTED_WORKFLOWS_PATH cannot have ${what}.`,
      "Remove it, or mount the folder in WORKFLOWS_PATH.",
    );
  if (tools.state === "ok") {
    for (const [name, server] of Object.entries(tools.value.mcp_servers ?? {})) {
      const path = ["mcp_servers", name];
      if (server.command != null) refuse(tools.source, [...path, "command"], "processes");
      for (const [header, value] of Object.entries(server.headers ?? {}))
        if (hasSecret(value)) refuse(tools.source, [...path, "headers", header], "secrets");
    }
    for (const [index, { http }] of (tools.value.tools ?? []).entries()) {
      const path = ["tools", index, "http"];
      if (http == null) continue;
      for (const [key, value] of Object.entries({ url: http.url, headers: http.headers, body: http.body }))
        if (hasSecret(value)) refuse(tools.source, [...path, key], "secrets");
    }
  }
  if (variables.state === "ok")
    for (const [index, { source }] of (variables.value.definitions ?? []).entries()) {
      const path = ["definitions", index, "source"];
      if (source?.type === "config") refuse(variables.source, [...path, "type"], "variables of the environment");
      if (source?.type === "data_reference" || source?.type === "data_entity")
        refuse(variables.source, [...path, "type"], "documents of the app");
      for (const [at, trigger] of (source?.type === "state" ? (source.triggers ?? []) : []).entries())
        if (trigger.type === "agent_text" && trigger.match.regex !== undefined)
          refuse(variables.source, [...path, "triggers", at, "match", "regex"], "regular expressions");
    }
  if (agents.state === "ok")
    for (const [index, agent] of agents.value.agents.entries()) {
      if (agent.class != null) refuse(agents.source, ["agents", index, "class"], "classes of agents");
      for (const key of ["input_guardrails", "output_guardrails"] as const)
        for (const [at, guardrail] of (agent[key] ?? []).entries())
          if (guardrail.type === "regex")
            refuse(agents.source, ["agents", index, key, at, "pattern"], "regular expressions");
    }
  if (hooks.state === "ok")
    for (const index of (hooks.value.hooks ?? []).keys()) refuse(hooks.source, ["hooks", index], "hooks");
  for (const file of componentFiles(folder).values())
    report.error(
      folder.start(file),
      "trust.required",
      "A workflow of UNTRUSTED_WORKFLOWS_PATH cannot have components: they run in the page of whoever chats.",
      "Remove it and use core.* or the host's, or mount the folder in WORKFLOWS_PATH.",
    );
  const rehearsal = [...folder.files.keys()].find((name) => /^rehearsal\.m?[jt]s$/.test(name));
  if (rehearsal !== undefined)
    report.warning(
      folder.start(rehearsal),
      "trust.required",
      `${rehearsal} is not used: the workflow is one of UNTRUSTED_WORKFLOWS_PATH.`,
      "Mount the folder in WORKFLOWS_PATH to rehearse.",
    );
}

function hasSecret(json: Json | undefined | null): boolean {
  if (typeof json === "string") return splitTemplate(json).some(({ kind }) => kind === "secret");
  return typeof json === "object" && json !== null && Object.values(json).some(hasSecret);
}
