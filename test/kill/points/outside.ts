import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A call that reached something outside of the runtime. */
export interface Reached {
  readonly row: string;
  /** The idempotency key it came with; empty when none. */
  readonly key: string;
}

/** What `http` and remote MCP tools call, in the test's own process: it outlives every server. */
export interface Outside extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  readonly reached: readonly Reached[];
}

interface McpMessage {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string; readonly arguments?: { readonly row: string } };
}

/** Answers nothing that counts until `isOpen`; rows named `busy…` are told to come again. */
export async function startOutside(isOpen: () => boolean): Promise<Outside> {
  const reached: Reached[] = [];

  async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { row } = (await json(request)) as { row: string };
    reached.push({ row, key: String(request.headers["idempotency-key"] ?? "") });
    if (isOpen()) send(response, { row });
    else if (row.startsWith("busy")) response.writeHead(503).end();
  }

  async function mcp(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST") return void response.writeHead(405).end();
    const { id, method, params = {} } = (await json(request)) as McpMessage;
    if (id === undefined) return void response.writeHead(202).end();
    const answer = (result: object): void => send(response, { jsonrpc: "2.0", id, result });
    if (method === "initialize") {
      const { protocolVersion } = params;
      return answer({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "web", version: "1" } });
    }
    if (method === "tools/list") return answer({ tools: [{ name: "work", inputSchema: { type: "object" } }] });
    const row = params.arguments?.row ?? "";
    reached.push({ row, key: "" });
    if (isOpen()) answer({ content: [{ type: "text", text: JSON.stringify({ row }) }] });
  }

  const server = createServer((request, response) => {
    // A server that is killed breaks off what it sends.
    (request.url === "/mcp" ? mcp : post)(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
