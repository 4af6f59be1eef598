import { MozaiksError } from "@mozaiks/contracts";
import type { DescribeTools } from "../definitions/complete-mcp-tools.ts";
import { describeMcpTools } from "./describe-mcp-tools.ts";
import { openGuardedFetch, type GuardedFetchOptions } from "./guarded-fetch.ts";
import type { InvokeTool } from "./invocation.ts";
import { createHttpInvoker } from "./invoke-http.ts";
import { createMcpInvoker } from "./invoke-mcp.ts";
import { invokeModule } from "./invoke-module.ts";
import { openMcpConnections } from "./mcp-connections.ts";
import type { Secrets } from "./secrets.ts";

/** Carries out tools of every kind, and owns what they hold open. */
export interface ToolInvoker extends AsyncDisposable {
  /** @throws MozaiksError `tool.failed` for a tool that a person answers. */
  readonly invoke: InvokeTool;
  /** Asks an MCP server, over a connection of its own. */
  readonly describeTools: DescribeTools;
}

export interface ToolInvokerOptions extends GuardedFetchOptions {
  /** What tools may refer to as `${secret:NAME}`. */
  readonly secrets: Secrets;
  /** A variable of the process's environment, for MCP servers that may have it. Default: none is set. */
  readonly variable?: (name: string) => string | undefined;
  /** The folder of a workflow that is mounted here. Default: none is. */
  readonly folderOf?: (workflowId: string) => string | undefined;
}

export function openToolInvoker(options: ToolInvokerOptions): ToolInvoker {
  const guarded = openGuardedFetch(options);
  const remote = { ...options, variable: options.variable ?? (() => undefined), fetch: guarded.fetch };
  const connections = openMcpConnections(remote);
  const invokeHttp = createHttpInvoker(guarded, options.secrets);
  const invokeMcp = createMcpInvoker(connections, options.folderOf ?? (() => undefined));
  return {
    async invoke(invocation) {
      switch (invocation.tool.kind) {
        case "module":
          return await invokeModule(invocation);
        case "http":
          return await invokeHttp(invocation);
        case "mcp":
          return await invokeMcp(invocation);
        case "workflow":
        case "ui":
          throw new MozaiksError("tool.failed", "a person answers this tool");
      }
    },
    describeTools: (workflow, server) => describeMcpTools(workflow, server, remote),
    async [Symbol.asyncDispose]() {
      await connections[Symbol.asyncDispose]();
      await guarded[Symbol.asyncDispose]();
    },
  };
}
