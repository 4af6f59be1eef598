import type { CodeExport } from "./compile-code.ts";
import { findCode, toolCode, toolName } from "./compile-tools.ts";
import { toolExport } from "../definition-code.ts";
import type { Part } from "./definition-parts.ts";
import type { LifecycleEntry } from "../files/lifecycle-fields.ts";
import type { ToolsFile } from "../files/tools-file.ts";
import { type KnownNames, reportDuplicates } from "./known-names.ts";
import type { LifecycleManifest, ToolManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

export interface CompiledLifecycle {
  readonly lifecycle: readonly LifecycleManifest[];
  readonly tools: readonly ToolManifest[];
  readonly code: readonly CodeExport[];
}

/** The `lifecycle_tools` of tools.yaml, in file order. */
export function compileLifecycle(
  part: Part<ToolsFile>,
  names: KnownNames,
  folder: WorkflowFolder,
  report: Report,
): CompiledLifecycle {
  const lifecycle: LifecycleManifest[] = [];
  const tools: ToolManifest[] = [];
  const code: CodeExport[] = [];
  if (part.state !== "ok") return { lifecycle, tools, code };
  const { source, value } = part;
  const named: { name: string; path: readonly PropertyKey[] }[] = [];
  for (const [index, name] of (value.tools ?? []).map(toolName).entries())
    if (name !== undefined) named.push({ name, path: ["tools", index] });
  const before = named.length;
  for (const [index, entry] of (value.lifecycle_tools ?? []).entries()) {
    const path = ["lifecycle_tools", index];
    if (entry.agent != null) {
      names.requireAgent(entry.agent, source, [...path, "agent"]);
      if (entry.trigger.endsWith("_chat"))
        report.error(
          source.atKey([...path, "agent"]),
          "key.conflict",
          `${entry.trigger} is not of any agent.`,
          "Remove agent.",
        );
    }
    const implementation = findCode(entry, path, folder, source, report);
    const name = entry.name ?? implementation?.function;
    if (implementation === undefined && entry.function == null && entry.implementation == null && entry.file == null)
      report.error(source.at(path), "key.missing", "The tool has no code.", "Add `file:` and `function:`.");
    if (implementation === undefined || name === undefined) continue;
    named.push({ name, path });
    code.push(toolCode(name, implementation, source));
    tools.push(toTool(name, entry));
    lifecycle.push({ trigger: entry.trigger, ...(entry.agent != null && { agent: entry.agent }), tool: name });
  }
  if (named.length > before) reportDuplicates(named, "tool", source, report);
  return { lifecycle, tools, code };
}

function toTool(name: string, entry: LifecycleEntry): ToolManifest {
  return {
    name,
    description: entry.description ?? "",
    kind: "module",
    parameters: { type: "object" },
    timeout_ms: Math.round((entry.timeout_s ?? 60) * 1_000),
    retries: 0,
    show: entry.show ?? "none",
    idempotent: entry.idempotent ?? false,
    export: toolExport(name),
  };
}
