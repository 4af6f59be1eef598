import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** As much of an MCP server as one tool needs, over stdin and stdout. Ends when its input does. */
const answers: Readonly<Record<string, (params: Params) => object | undefined>> = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: "desk", version: "1" },
  }),
  ping: () => ({}),
  "tools/list": () => ({ tools: [{ name: "work", inputSchema: { type: "object" } }] }),
  "tools/call": ({ arguments: { row = "" } = {} }) => {
    const file = process.env["HITS_FILE"] ?? "";
    appendFileSync(file, `${JSON.stringify({ row, what: "desk", key: "", pid: process.pid })}\n`);
    return process.env["GATE"] === "closed"
      ? undefined
      : { content: [{ type: "text", text: JSON.stringify({ row }) }] };
  },
};

interface Params {
  readonly protocolVersion?: string;
  readonly arguments?: { readonly row?: string };
}

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const { id, method, params = {} } = JSON.parse(line) as { id?: number; method: string; params?: Params };
  const result = answers[method]?.(params);
  if (id !== undefined && result) process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, result })}\n`);
});
lines.on("close", () => process.exit());
