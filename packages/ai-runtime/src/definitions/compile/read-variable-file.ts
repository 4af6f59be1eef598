import { extname } from "node:path";
import { parse } from "yaml";
import type { Json } from "@mozaiks/contracts";
import { suggest } from "../source/name-suggestion.ts";
import type { VariableType } from "../expressions/expression-scope.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { insideFolder, type WorkflowFolder } from "../workflow-folder.ts";

/** The value is part of every session's first event. */
const maxBytes = 65_536;

/**
 * The value that a file of the folder holds, at most 64 KiB. Undefined, with an error in the report, when there is none.
 */
export function readVariableFile(
  { path: named, format }: { readonly path: string; readonly format?: "json" | "yaml" | "text" | null | undefined },
  type: VariableType,
  path: SourcePath,
  source: SourceFile,
  folder: WorkflowFolder,
  report: Report,
): Json | undefined {
  const place = source.at([...path, "path"]);
  const name = insideFolder(named);
  if (name === undefined) {
    report.error(place, "file.leaves-folder", `${named} is outside of the folder.`, "Move the file into the folder.");
    return undefined;
  }
  const content = folder.files.get(name);
  if (!content) {
    report.error(
      place,
      "file.missing",
      `There is no file ${name} in the folder.`,
      suggest(name, folder.files.keys(), `Create ${name}.`),
    );
    return undefined;
  }
  if (content.length > maxBytes) {
    report.error(place, "file.too-large", `${name} is larger than 64 KiB.`, "Let a tool read it piece by piece.");
    return undefined;
  }
  const text = folder.text(name, report);
  if (text === undefined) return undefined;
  const read = format ?? formats[extname(name)] ?? "text";
  if (read === "text") {
    if (type === "string") return text;
    report.error(place, "default.invalid", `${name} is text, and the variable is not.`, "Write `type: string`.");
    return undefined;
  }
  try {
    const value = (read === "json" ? JSON.parse(text) : parse(text, { maxAliasCount: 100 })) as unknown;
    return JSON.parse(JSON.stringify(value ?? null)) as Json;
  } catch (thrown) {
    const [reason] = String(thrown instanceof Error ? thrown.message : thrown).split("\n");
    report.error(place, "default.invalid", `${name} is not ${read.toUpperCase()}: ${reason}.`, `Correct ${name}.`);
    return undefined;
  }
}

const formats: Readonly<Record<string, "json" | "yaml">> = { ".json": "json", ".yaml": "yaml", ".yml": "yaml" };
