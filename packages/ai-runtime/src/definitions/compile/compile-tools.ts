import type { JsonObject } from "@mozaiks/contracts";
import { checkComponent } from "./check-component.ts";
import type { CodeExport } from "./compile-code.ts";
import { compileRemote } from "./compile-remote.ts";
import { toolExport } from "../definition-code.ts";
import type { Part } from "./definition-parts.ts";
import type { Place } from "../source/diagnostic.ts";
import type { ToolEntry, ToolsFile } from "../files/tools-file.ts";
import type { SchemaChecker } from "../source/json-schema.ts";
import type { KnownNames } from "./known-names.ts";
import type { ToolManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import { reportSchema } from "../source/schema-report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { findImplementation, findToolFile } from "./tool-files.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** The function that an entry names. */
interface NamedFunction {
  readonly file: string;
  readonly function: string;
  /** Where tools.yaml names the function. */
  readonly path: SourcePath;
}

/** A tool of an MCP server whose description or parameters tools.yaml leaves to the server. */
export interface UndescribedTool {
  readonly tool: string;
  readonly place: Place;
}

export interface CompiledTools {
  readonly tools: readonly ToolManifest[];
  readonly code: readonly CodeExport[];
  readonly undescribed: readonly UndescribedTool[];
  /** Agents that tools.yaml grants each tool to, by tool; `*` stands for all. */
  readonly grants: ReadonlyMap<string, readonly string[]>;
}

/** A tool's name, as far as it has one. */
export function toolName({ name, function: functionName, implementation, ui }: ToolEntry): string | undefined {
  return name ?? functionName ?? implementation?.split(".").at(-1) ?? ui?.component.split(".").at(-1);
}

/** The tools of a workflow, in file order. */
export function compileTools(
  part: Part<ToolsFile>,
  names: KnownNames,
  folder: WorkflowFolder,
  checker: SchemaChecker,
  report: Report,
): CompiledTools {
  const tools: ToolManifest[] = [];
  const code: CodeExport[] = [];
  const undescribed: UndescribedTool[] = [];
  const grants = new Map<string, readonly string[]>();
  if (part.state !== "ok") return { tools, code, undescribed, grants };
  const servers = Object.keys(part.value.mcp_servers ?? {});
  for (const [index, entry] of (part.value.tools ?? []).entries()) {
    const path = ["tools", index];
    const name = checkName(entry, path, part.source, report);
    if (name === undefined) continue;
    const implementation = findCode(entry, path, folder, part.source, report);
    if (implementation) code.push(toolCode(name, implementation, part.source));
    const isUi = checkUi(entry, path, folder, part.source, checker, report);
    const parameters = checkParameters(entry, name, path, part.source, checker, report);
    const remote = compileRemote(entry, { path, source: part.source, parameters, names, servers }, report);
    if (remote?.mcp && (entry.description == null || entry.parameters == null))
      undescribed.push({ tool: name, place: part.source.at([...path, "mcp", "tool"]) });
    if (!isUi && !remote && entry.file == null && entry.function == null && entry.implementation == null)
      report.error(part.source.at(path), "key.missing", `Tool ${name} has no code.`, "Add `file:` and `function:`.");
    grants.set(name, checkGrants(entry, path, names, part.source));
    tools.push({
      name,
      description: entry.description ?? "",
      ...(remote ?? { kind: isUi ? "ui" : "module" }),
      parameters,
      timeout_ms: Math.round((entry.timeout_s ?? 60) * 1_000),
      retries: entry.retries ?? 0,
      show: entry.show ?? "name",
      idempotent: entry.idempotent ?? false,
      ...(implementation && { export: toolExport(name) }),
      ...(isUi && entry.ui && { ui: uiOf(entry.ui) }),
    });
  }
  return { tools, code, undescribed, grants };
}

function checkName(entry: ToolEntry, path: SourcePath, source: SourceFile, report: Report): string | undefined {
  const name = toolName(entry);
  if (name === undefined) report.error(source.at(path), "key.missing", "The tool has no name.", "Add `name:`.");
  else if (
    entry.name == null &&
    (!/^[A-Za-z_][A-Za-z0-9_-]{0,51}$/.test(name) || name === "default" || name.startsWith("transfer_to_"))
  )
    report.error(source.at(path), "name.invalid", `${JSON.stringify(name)} cannot be the tool's name.`, "Add `name:`.");
  else return name;
  return undefined;
}

/** The function of a tool, for the bundle. */
export function toolCode(tool: string, { file, function: name, path }: NamedFunction, source: SourceFile): CodeExport {
  return { file, name, as: toolExport(tool), what: `tool ${tool}`, place: source.at(path) };
}

/** The function that an entry names; undefined, with an error in the report, when there is none. */
export function findCode(
  entry: Pick<ToolEntry, "file" | "function" | "implementation">,
  path: SourcePath,
  folder: WorkflowFolder,
  source: SourceFile,
  report: Report,
): NamedFunction | undefined {
  const { file, function: functionName, implementation } = entry;
  if (implementation != null) {
    const at = [...path, "implementation"];
    if (file != null || functionName != null)
      report.error(
        source.atKey(at),
        "key.conflict",
        "The tool has both implementation and file or function.",
        "Keep one of them.",
      );
    const found = findImplementation(implementation, folder, source, at, report);
    return found && { ...found, path: at };
  }
  if (file == null && functionName == null) return undefined;
  if (file == null || functionName == null) {
    const missing = file == null ? "file" : "function";
    report.error(source.at(path), "key.missing", `The tool has no ${missing}.`, `Add \`${missing}:\`.`);
    return undefined;
  }
  const found = findToolFile(file, folder, source, [...path, "file"], report);
  return found === undefined ? undefined : { file: found, function: functionName, path: [...path, "function"] };
}

function checkUi(
  entry: ToolEntry,
  path: SourcePath,
  folder: WorkflowFolder,
  source: SourceFile,
  checker: SchemaChecker,
  report: Report,
): boolean {
  const isUi = entry.tool_type === "UI_Tool";
  const { ui } = entry;
  if (ui == null) {
    if (isUi) report.error(source.at(path), "key.missing", "A UI tool needs ui.", "Add `ui: {component: …}`.");
    return isUi;
  }
  if (!isUi)
    report.error(source.atKey([...path, "ui"]), "key.conflict", "Only a UI tool has ui.", "Add `tool_type: UI_Tool`.");
  checkComponent(ui.component, source.at([...path, "ui", "component"]), folder, report);
  if (ui.response_schema != null)
    reportSchema(ui.response_schema, source, [...path, "ui", "response_schema"], checker, report);
  return isUi;
}

function checkGrants(entry: ToolEntry, path: SourcePath, names: KnownNames, source: SourceFile): readonly string[] {
  if (entry.agent == null || entry.agent === "*") return entry.agent == null ? [] : ["*"];
  if (typeof entry.agent === "string") {
    names.requireAgent(entry.agent, source, [...path, "agent"]);
    return [entry.agent];
  }
  for (const [index, agent] of entry.agent.entries())
    if (agent !== "*") names.requireAgent(agent, source, [...path, "agent", index]);
  return entry.agent;
}

const anyArguments: JsonObject = { type: "object", properties: {}, additionalProperties: true };

/** What a workflow takes as a tool unless its parameters say more: a first message. */
const workflowParameters: JsonObject = {
  type: "object",
  properties: { input: { type: "string", description: "what the workflow is asked" } },
  required: ["input"],
  additionalProperties: false,
};

function checkParameters(
  entry: ToolEntry,
  name: string,
  path: SourcePath,
  source: SourceFile,
  checker: SchemaChecker,
  report: Report,
): JsonObject {
  if (entry.parameters == null && entry.mcp != null) return anyArguments;
  if (entry.parameters == null && entry.workflow != null) return workflowParameters;
  if (entry.parameters == null) {
    report.warning(
      source.at(path),
      "parameters.missing",
      `Tool ${name} does not say what arguments it takes.`,
      "Add `parameters:` with a JSON Schema, so that the model knows.",
    );
    return anyArguments;
  }
  const at = [...path, "parameters"];
  if (reportSchema(entry.parameters, source, at, checker, report) && entry.parameters["type"] !== "object")
    report.error(source.at(at), "schema.invalid", "Parameters must be an object.", "Add `type: object`.");
  return entry.parameters;
}

function uiOf(ui: NonNullable<ToolEntry["ui"]>): NonNullable<ToolManifest["ui"]> {
  return {
    component: ui.component,
    display: ui.mode ?? "inline",
    awaits_response: ui.awaits_response ?? true,
    ...(ui.response_schema != null && { response_schema: ui.response_schema }),
    ...(ui.timeout_s != null && { timeout_ms: Math.round(ui.timeout_s * 1_000) }),
  };
}
