import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createMcpServer } from "./mcp-server.ts";

const transport = new StdioServerTransport();
transport.onclose = () => process.exit();
process.stdin.once("end", () => process.exit());
await createMcpServer().connect(transport);
