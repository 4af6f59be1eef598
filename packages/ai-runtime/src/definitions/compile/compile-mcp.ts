import type { Part } from "./definition-parts.ts";
import type { McpServerFields } from "../files/mcp-fields.ts";
import type { ToolsFile } from "../files/tools-file.ts";
import type { McpServerManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import { headerMistake } from "./request-headers.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { checkTemplate } from "./value-template.ts";

/** The MCP servers of a workflow by name; absent when it has none. Whatever is wrong is in the report. */
export function compileMcpServers(
  part: Part<ToolsFile>,
  report: Report,
): { readonly mcp_servers?: Readonly<Record<string, McpServerManifest>> } {
  if (part.state !== "ok" || part.value.mcp_servers == null) return {};
  const servers = Object.entries(part.value.mcp_servers).map(([name, fields]): [string, McpServerManifest] => [
    name,
    compileServer(fields, ["mcp_servers", name], part.source, report),
  ]);
  return { mcp_servers: Object.fromEntries(servers) };
}

function compileServer(
  { command, args, env_allow, url, headers }: McpServerFields,
  path: SourcePath,
  source: SourceFile,
  report: Report,
): McpServerManifest {
  const misplaced = (keys: Readonly<Record<string, unknown>>, owner: string): void => {
    for (const [key, value] of Object.entries(keys))
      if (value != null)
        report.error(
          source.atKey([...path, key]),
          "key.conflict",
          `${key} belongs to a server with ${owner}.`,
          "Keep one of them.",
        );
  };
  if (command != null) {
    misplaced({ url, headers }, "url");
    return { kind: "stdio", command, args: args ?? [], env: env_allow ?? [] };
  }
  misplaced({ args, env_allow }, "command");
  if (url == null)
    report.error(source.at(path), "key.missing", "The server has neither command nor url.", "Add one of them.");
  else {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== "" || /[{}$]/.test(url))
      report.error(
        source.at([...path, "url"]),
        "value.invalid",
        `${JSON.stringify(url)} is no URL of a server.`,
        "Write it out, as in https://mcp.example.com/mcp.",
      );
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    const mistake = headerMistake(name);
    if (mistake !== undefined)
      report.error(
        source.atKey([...path, "headers", name]),
        "value.invalid",
        mistake,
        "Remove it, or correct the name.",
      );
    const { mistake: wrong, reads } = checkTemplate(value);
    if (wrong !== undefined || reads.length > 0)
      report.error(
        source.at([...path, "headers", name]),
        "prompt.invalid",
        `Not a value of a header: ${wrong ?? "there are no values here, only ${secret:NAME}"}.`,
        "Correct it.",
      );
  }
  return { kind: "http", url: url ?? "", headers: headers ?? {} };
}
