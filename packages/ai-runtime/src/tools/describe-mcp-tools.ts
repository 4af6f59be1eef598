import type { JsonObject } from "@mozaiks/contracts";
import type { DescribedTool } from "../definitions/compile/complete-mcp-tools.ts";
import type { LoadedWorkflow } from "../definitions/load-workflow.ts";
import { type McpClientOptions, openMcpClient } from "./mcp-client.ts";

const timeoutMs = 10_000;
const maxPages = 20;

/** What a server of a workflow says of its tools. @throws Error that says why it cannot be asked. */
export async function describeMcpTools(
  { manifest, folder }: Pick<LoadedWorkflow, "manifest" | "folder">,
  name: string,
  options: McpClientOptions,
): Promise<readonly DescribedTool[]> {
  const server = manifest.mcp_servers?.[name];
  if (!server) throw new Error("it is not in mcp_servers");
  await using connection = await openMcpClient(server, folder, options);
  const found: DescribedTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { tools, nextCursor } = await connection.client.listTools(cursor === undefined ? {} : { cursor }, {
      timeout: timeoutMs,
    });
    for (const tool of tools) {
      const { $schema: _, ...parameters } = tool.inputSchema as JsonObject;
      found.push({ name: tool.name, description: tool.description ?? "", parameters });
    }
    if (nextCursor === undefined) break;
    cursor = nextCursor;
  }
  return found;
}
