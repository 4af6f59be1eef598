import type { Json } from "@mozaiks/contracts";
import { compileEntity } from "./compile-entity.ts";
import { compileReference } from "./compile-reference.ts";
import { compileComputed } from "./compile-computed.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { VariableEntry } from "../files/context-variables-file.ts";
import type { KnownNames } from "./known-names.ts";
import type { VariableManifest } from "../manifest.ts";
import { readVariableFile } from "./read-variable-file.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** What sources are read with. */
export interface SourceSurroundings {
  readonly folder: WorkflowFolder;
  readonly names: KnownNames;
  /** Every variable and its type. */
  readonly scope: ExpressionScope;
}

/** Where a variable's value comes from, and for a file the value itself. */
export type CompiledSource = Pick<
  VariableManifest,
  "source" | "env_var" | "expression" | "inputs" | "tool" | "path" | "reference" | "entity"
> & { readonly value?: Json };

export function compileSource(
  entry: VariableEntry,
  path: SourcePath,
  source: SourceFile,
  { folder, names, scope }: SourceSurroundings,
  report: Report,
): CompiledSource {
  const { name, type } = entry;
  const at = [...path, "source"];
  switch (entry.source?.type) {
    case "config":
      return { source: "config", env_var: entry.source.env_var };
    case "claims":
    case "ui":
      return { source: entry.source.type, path: entry.source.path ?? name };
    case "external":
      names.requireTool(entry.source.tool, source, [...at, "tool"]);
      return { source: "external", tool: entry.source.tool };
    case "file": {
      forbid(entry, ["default"], "The file gives the value", path, source, report);
      const value = readVariableFile(entry.source, type, at, source, folder, report);
      return { source: "file", ...(value !== undefined && { value }) };
    }
    case "computed":
      forbid(entry, ["default", "schema"], "The expression gives the value", path, source, report);
      return {
        source: "computed",
        ...compileComputed(entry.source, { name, type }, at, source, { names, scope }, report),
      };
    case "data_reference":
      return { source: "data_reference", ...compileReference(entry.source, type, at, source, names, report) };
    case "data_entity":
      forbid(entry, ["schema"], "The source has the schema", path, source, report);
      if (type !== "object")
        report.error(
          source.at([...path, "type"]),
          "value.invalid",
          `${name} is a document, and not of type ${type}.`,
          "Write `type: object`.",
        );
      return { source: "data_entity", ...compileEntity(entry.source, at, source, names, report) };
    default:
      return { source: "state" };
  }
}

function forbid(
  entry: VariableEntry,
  keys: readonly ("default" | "schema")[],
  why: string,
  path: SourcePath,
  source: SourceFile,
  report: Report,
): void {
  for (const key of keys)
    if (entry[key] != null)
      report.error(source.atKey([...path, key]), "key.conflict", `${why}; ${key} has no meaning.`, "Remove it.");
}
