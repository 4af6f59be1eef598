import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const text = (value: string): CallToolResult => ({ content: [{ type: "text", text: value }] });

/** A server of the official SDK with one tool for each thing that a server can do. */
export function createMcpServer(): Server {
  const server = new Server({ name: "subject", version: "1" }, { capabilities: { tools: {} } });
  const released = { resolve: (): void => undefined };
  const seen = { calls: 0, cancelled: 0 };
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [
      {
        name: "echo",
        description: "Says it again.",
        inputSchema: {
          $schema: "http://json-schema.org/draft-07/schema#",
          type: "object",
          properties: { words: { type: "string" } },
          required: ["words"],
        },
      },
    ],
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const { name, arguments: args = {}, _meta: meta } = params;
    seen.calls += 1;
    switch (name) {
      case "echo":
        return text(String(args["words"]));
      case "json":
        return text('{"a":[1,2]}');
      case "huge":
        return text("x".repeat(12_000_000));
      case "structured":
        return { ...text("ignored"), structuredContent: { b: true } };
      case "parts":
        return {
          content: [
            { type: "text", text: "see" },
            { type: "image", data: "aGk=", mimeType: "image/png" },
            { type: "resource", resource: { uri: "doc://1", text: "words" } },
          ],
        };
      case "fail":
        return { ...text(`no: ${String(args["words"])}`), isError: true };
      case "seen":
        return text(JSON.stringify({ ...seen, process: process.pid, meta: meta ?? null }));
      case "environment":
        return text(
          JSON.stringify({
            folder: process.cwd(),
            names: Object.keys(process.env),
            given: process.env["GIVEN"] ?? null,
          }),
        );
      case "progress":
        for (const progress of [1, 2]) {
          await sendNotification({
            method: "notifications/progress",
            params: { progressToken: meta?.progressToken ?? 0, progress, total: 2, message: `step ${progress}` },
          });
        }
        await new Promise<void>((resolve) => {
          released.resolve = resolve;
        });
        return text("done");
      case "release":
        released.resolve();
        return text("");
      case "wait":
        await sendNotification({
          method: "notifications/progress",
          params: { progressToken: meta?.progressToken ?? 0, progress: 0, total: 1 },
        });
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        seen.cancelled += 1;
        return text("stopped");
      case "die":
        process.exit(1);
        break;
      default:
        throw new Error(`no tool ${name}`);
    }
    return text("");
  });
  return server;
}
