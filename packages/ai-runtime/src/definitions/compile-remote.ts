import { compileHttp, type HttpPlace } from "./compile-http.ts";
import type { ToolEntry } from "./files/tools-file.ts";
import type { ToolManifest } from "./manifest.ts";
import type { Report } from "./report.ts";

/** What a tool calls elsewhere; undefined when it is code or a question to a person. `place.path` is the tool's own. */
export function compileRemote(
  entry: ToolEntry,
  place: HttpPlace,
  report: Report,
): Pick<ToolManifest, "kind" | "http"> | undefined {
  if (entry.http == null) return undefined;
  const path = [...place.path, "http"];
  const others = ["file", "function", "implementation", "ui"] as const;
  const other = others.find((key) => entry[key] != null) ?? (entry.tool_type === "UI_Tool" ? "tool_type" : undefined);
  if (other !== undefined)
    report.error(place.source.atKey(path), "key.conflict", `The tool has both http and ${other}.`, "Keep one of them.");
  return { kind: "http", http: compileHttp(entry.http, { ...place, path }, report) };
}
