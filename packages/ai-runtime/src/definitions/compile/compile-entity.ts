import type { VariableEntry } from "../files/context-variables-file.ts";
import type { KnownNames } from "./known-names.ts";
import type { VariableManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { templateReads } from "./template-reads.ts";

type EntityEntry = Extract<VariableEntry["source"], { type: "data_entity" }>;

/** Where the document of a variable is. One without a key is of the chat alone, so that none is there before it. */
export function compileEntity(
  { collection, schema, key, write_strategy }: EntityEntry,
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
  report: Report,
): Pick<VariableManifest, "entity" | "inputs"> {
  const { properties } = schema;
  if (typeof properties === "object" && properties !== null && "id" in properties)
    report.error(
      source.atKey([...path, "schema", "properties", "id"]),
      "name.invalid",
      "id is the document's own, and follows from its key.",
      "Choose another name.",
    );
  return {
    inputs: key == null ? [] : templateReads(key, [...path, "key"], source, names, report),
    entity: {
      collection,
      key: key ?? "{{ chat_id }}",
      loads: key != null,
      write_strategy: write_strategy ?? "immediate",
    },
  };
}
