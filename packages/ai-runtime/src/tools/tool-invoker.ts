import { MozaiksError } from "@mozaiks/contracts";
import { openQuickjsSandbox } from "../adapters/quickjs/quickjs-sandbox.ts";
import type { DescribeTools } from "../definitions/compile/complete-mcp-tools.ts";
import type { Definition } from "../definitions/definition.ts";
import { describeMcpTools } from "./describe-mcp-tools.ts";
import { openGuardedFetch, type GuardedFetchOptions } from "./guarded-fetch.ts";
import type { InvokeTool } from "./invocation.ts";
import { createHttpInvoker } from "./invoke-http.ts";
import { createIsolateInvoker } from "./invoke-isolate.ts";
import { createMcpInvoker } from "./invoke-mcp.ts";
import { invokeModule } from "./invoke-module.ts";
import { openMcpConnections } from "./mcp-connections.ts";
import type { Secrets } from "./secrets.ts";

/** Carries out tools of every kind, and owns what they hold open. */
export interface ToolInvoker extends AsyncDisposable {
  /** @throws MozaiksError `tool.failed` for a tool that a person or another session answers. */
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
  const sandbox = openQuickjsSandbox();
  const invokeIsolate = createIsolateInvoker(sandbox);
  const own = openRemote(options);
  const strict: GuardedFetchOptions = { ...options, allowPrivate: false };
  const foreign = openRemote({ ...strict, secrets: {} });
  const remoteOf = ({ manifest }: Pick<Definition, "manifest">): Remote => (manifest.trusted === false ? foreign : own);
  return {
    async invoke(invocation) {
      const { definition, tool } = invocation;
      switch (tool.kind) {
        case "module":
          return await (definition.manifest.trusted === false ? invokeIsolate : invokeModule)(invocation);
        case "http":
          return await remoteOf(definition).invokeHttp(invocation);
        case "mcp":
          return await remoteOf(definition).invokeMcp(invocation);
        case "workflow":
        case "ui":
          throw new MozaiksError("tool.failed", "this tool is answered by a person or a session");
      }
    },
    describeTools: (workflow, server) => remoteOf(workflow).describeTools(workflow, server),
    async [Symbol.asyncDispose]() {
      await Promise.all([own, foreign, sandbox].map((part) => part[Symbol.asyncDispose]()));
    },
  };
}

/** What goes out of this machine. */
interface Remote extends AsyncDisposable {
  readonly invokeHttp: InvokeTool;
  readonly invokeMcp: InvokeTool;
  readonly describeTools: DescribeTools;
}

function openRemote(options: ToolInvokerOptions): Remote {
  const guarded = openGuardedFetch(options);
  const client = { ...options, variable: options.variable ?? (() => undefined), fetch: guarded.fetch };
  const connections = openMcpConnections(client);
  return {
    invokeHttp: createHttpInvoker(guarded, options.secrets),
    invokeMcp: createMcpInvoker(connections, options.folderOf ?? (() => undefined)),
    describeTools: (workflow, server) => describeMcpTools(workflow, server, client),
    async [Symbol.asyncDispose]() {
      await connections[Symbol.asyncDispose]();
      await guarded[Symbol.asyncDispose]();
    },
  };
}
