import { z } from "zod";
import { Name, Text } from "./fields.ts";

/** `mcp:` of a tool: the tool of a server that it stands for. */
export const McpFields = z.strictObject({
  server: Text.describe("a name in `mcp_servers`"),
  tool: Text.describe("what the server calls it"),
});
export type McpFields = z.infer<typeof McpFields>;

/** An entry of `mcp_servers`. */
export const McpServerFields = z.strictObject({
  command: Text.nullish().describe(
    "program that is started in the workflow's folder and spoken to over stdin and stdout",
  ),
  args: z.array(z.string()).nullish().describe("arguments of the program"),
  env_allow: z.array(Text).nullish().describe("environment variables that the program gets, by name"),
  url: Text.nullish().describe("where a server answers over streamable HTTP"),
  headers: z
    .record(z.string(), z.string())
    .nullish()
    .describe("headers of every request; `${secret:NAME}` stands for a secret"),
});
export type McpServerFields = z.infer<typeof McpServerFields>;

export const McpServers = z.record(Name, McpServerFields);
