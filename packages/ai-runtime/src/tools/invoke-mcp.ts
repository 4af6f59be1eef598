import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Json } from "@mozaiks/contracts";
import type { Invocation, InvokeTool } from "./invocation.ts";
import type { McpClient } from "./mcp-client.ts";
import type { McpConnections } from "./mcp-connections.ts";
import { readMcpResult } from "./mcp-result.ts";

/**
 * Calls a tool of an MCP server. Its progress is shown, the signal cancels it, and a result that it marks as an error is
 * one. `folderOf` says where a workflow's processes are started.
 */
export function createMcpInvoker(
  connections: McpConnections,
  folderOf: (workflowId: string) => string | undefined,
): InvokeTool {
  return async (invocation) => {
    const { definition, tool, context } = invocation;
    const server = definition.manifest.mcp_servers?.[tool.mcp?.server ?? ""];
    if (!tool.mcp || !server) throw new Error("the tool has no MCP server");
    const target = {
      key: `${definition.workflow_id}@${definition.version}/${tool.mcp.server}`,
      server,
      folder: folderOf(definition.workflow_id),
    };
    return await connections.use(target, context.signal, (connection) =>
      call(connection, tool.mcp?.tool ?? "", invocation),
    );
  };
}

async function call({ client, redact }: McpClient, name: string, { tool, args, context }: Invocation): Promise<Json> {
  try {
    const _meta = tool.idempotent ? { "mozaiks/idempotency-key": context.idempotencyKey } : undefined;
    const result = await client.request(
      { method: "tools/call", params: { name, arguments: args, ...(_meta && { _meta }) } },
      CallToolResultSchema,
      {
        signal: context.signal,
        timeout: tool.timeout_ms + 1_000,
        onprogress: ({ progress, total, message }) =>
          context.progress(total ? (progress / total) * 100 : 0, message === undefined ? undefined : redact(message)),
      },
    );
    return readMcpResult(result, redact);
  } catch (thrown) {
    context.signal.throwIfAborted();
    const message = redact(thrown instanceof Error ? thrown.message : String(thrown));
    throw Object.assign(new Error(message, { cause: thrown }), codeOf(thrown));
  }
}

function codeOf(thrown: unknown): { code?: unknown } {
  return thrown instanceof Error && "code" in thrown ? { code: thrown.code } : {};
}
