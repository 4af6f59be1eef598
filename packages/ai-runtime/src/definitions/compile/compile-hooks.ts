import { hookExport } from "../definition-code.ts";
import type { HooksFile } from "../files/hooks-file.ts";
import type { HookManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";
import type { CodeExport } from "./compile-code.ts";
import type { Part } from "./definition-parts.ts";
import type { KnownNames } from "./known-names.ts";
import { findToolFile } from "./tool-files.ts";

export interface CompiledHooks {
  readonly hooks: readonly HookManifest[];
  readonly code: readonly CodeExport[];
}

/** The hooks of hooks.yaml, in file order. */
export function compileHooks(
  part: Part<HooksFile>,
  names: KnownNames,
  folder: WorkflowFolder,
  report: Report,
): CompiledHooks {
  const hooks: HookManifest[] = [];
  const code: CodeExport[] = [];
  if (part.state !== "ok") return { hooks, code };
  const { source, value } = part;
  for (const [index, { hook_type: type, hook_agent, filename, function: name }] of (value.hooks ?? []).entries()) {
    const path = ["hooks", index];
    const agent = hook_agent == null || hook_agent === "all" || hook_agent === "*" ? undefined : hook_agent;
    if (agent !== undefined) names.requireAgent(agent, source, [...path, "hook_agent"]);
    const file = findToolFile(filename, folder, source, [...path, "filename"], report);
    if (file === undefined) continue;
    const as = hookExport(index);
    code.push({ file, name, as, what: `hook ${type}`, place: source.at([...path, "function"]) });
    const id = `${source.name}:${source.at(path).line}`;
    hooks.push({ id, type, ...(agent !== undefined && { agent }), function: name, export: as });
  }
  return { hooks, code };
}
