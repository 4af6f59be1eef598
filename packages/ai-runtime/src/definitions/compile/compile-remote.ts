import { compileHttp, type HttpPlace } from "./compile-http.ts";
import type { ToolEntry } from "../files/tools-file.ts";
import type { ToolManifest } from "../manifest.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";

/** Where a tool that is carried out elsewhere stands; `path` is the tool's own. */
export interface RemotePlace extends HttpPlace {
  /** Names of `mcp_servers`. */
  readonly servers: readonly string[];
}

/** What a tool calls elsewhere; undefined when it is code or a question to a person. */
export function compileRemote(
  entry: ToolEntry,
  place: RemotePlace,
  report: Report,
): Pick<ToolManifest, "kind" | "http" | "mcp" | "workflow"> | undefined {
  const key = (["http", "mcp", "workflow"] as const).find((each) => entry[each] != null);
  if (key === undefined) return undefined;
  const path = [...place.path, key];
  const others = (["mcp", "workflow", "file", "function", "implementation", "ui"] as const).filter(
    (other) => other !== key,
  );
  const other = others.find((each) => entry[each] != null) ?? (entry.tool_type === "UI_Tool" ? "tool_type" : undefined);
  if (other !== undefined)
    report.error(
      place.source.atKey(path),
      "key.conflict",
      `The tool has both ${key} and ${other}.`,
      "Keep one of them.",
    );
  if (entry.workflow != null) return { kind: "workflow", workflow: entry.workflow };
  if (entry.http != null) return { kind: "http", http: compileHttp(entry.http, { ...place, path }, report) };
  if (entry.mcp == null) return undefined;
  const { server, tool } = entry.mcp;
  if (!place.servers.includes(server))
    report.error(
      place.source.at([...path, "server"]),
      "name.unknown",
      `There is no MCP server ${JSON.stringify(server)}.`,
      suggest(server, place.servers, "Declare it in mcp_servers."),
    );
  return { kind: "mcp", mcp: { server, tool } };
}
