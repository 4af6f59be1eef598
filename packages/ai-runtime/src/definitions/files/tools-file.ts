import { z } from "zod";
import { later, Name, SchemaObject, Seconds, Text } from "./fields.ts";

const Ui = z.strictObject({
  component: Text,
  mode: z.enum(["inline", "artifact"]).nullish(),
  awaits_response: z.boolean().nullish(),
  response_schema: SchemaObject.nullish(),
  timeout_s: z.number().positive().max(31_536_000).nullish(),
});

const Tool = z.strictObject({
  name: Name.refine((name) => !name.startsWith("transfer_to_"), {
    error: "begins with transfer_to_, which handoffs use",
    params: { code: "name.invalid", fix: "Choose another name." },
  }).nullish(),
  agent: z.union([Text, z.array(Text)]).nullish(),
  description: z.string().nullish(),
  parameters: SchemaObject.nullish(),
  tool_type: z.enum(["Agent_Tool", "UI_Tool"]).nullish(),
  timeout_s: Seconds.nullish(),
  retries: z.int().min(0).max(10).nullish(),
  show: z.enum(["full", "name", "none"]).nullish(),
  idempotent: z.boolean().nullish(),
  requires_approval: later("approvals"),
  auto_invoke: later("auto_invoke"),
  file: Text.nullish(),
  function: Text.nullish(),
  implementation: Text.nullish(),
  http: later("HTTP tools"),
  mcp: later("MCP tools"),
  workflow: later("workflows as tools"),
  ui: Ui.nullish(),
});

/** `tools.yaml`: what agents can do. */
export const ToolsFile = z.strictObject({
  tools: z.array(Tool).nullish(),
  mcp_servers: later("MCP servers"),
  lifecycle_tools: later("lifecycle tools"),
});
export type ToolsFile = z.infer<typeof ToolsFile>;
export type ToolEntry = NonNullable<ToolsFile["tools"]>[number];
