import type { z } from "zod";
import type { Report } from "../source/report.ts";
import { reportIssues } from "../source/schema-issues.ts";
import { parseSourceFile, type SourceFile } from "../source/source-file.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** One of a workflow's files: `broken` ones are reported already, so that checks against them are skipped. */
export type Part<T> =
  | { readonly state: "ok"; readonly source: SourceFile; readonly value: T }
  | { readonly state: "absent" }
  | { readonly state: "broken" };

/** Reads `<base>.yaml`, `.yml` or `.json` and checks it against its schema. */
export function readPart<T>(folder: WorkflowFolder, base: string, schema: z.ZodType<T>, report: Report): Part<T> {
  const names = [`${base}.yaml`, `${base}.yml`, `${base}.json`].filter((name) => folder.files.has(name));
  const [name, second] = names;
  if (name === undefined) return { state: "absent" };
  if (second !== undefined) {
    report.error(folder.start(second), "file.conflict", `${name} exists as well.`, "Delete one of them.");
    return { state: "broken" };
  }
  const text = folder.text(name, report);
  const place = folder.start(name);
  const source = text === undefined ? undefined : parseSourceFile(place.file, name, text, report);
  if (!source) return { state: "broken" };
  const parsed = schema.safeParse(source.data);
  if (parsed.success) return { state: "ok", source, value: parsed.data };
  reportIssues(source, parsed.error.issues, schema, report);
  return { state: "broken" };
}
