import type { KnownNames } from "./known-names.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { checkTemplate } from "./value-template.ts";

/** The variables that a template at a path reads. It may hold nothing else; what it does is reported. */
export function templateReads(
  template: string,
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
  report: Report,
): readonly string[] {
  const { mistake, reads, secrets } = checkTemplate(template);
  if (mistake !== undefined)
    report.error(source.at(path), "prompt.invalid", `Not a template: ${mistake}.`, "Correct the template.");
  if (secrets.length > 0)
    report.error(source.at(path), "value.invalid", "A secret cannot stand here.", "Name a variable.");
  const read = [...new Set(reads.map(([name]) => String(name)))];
  return read.filter((name) => names.requireVariable(name, source, path));
}
