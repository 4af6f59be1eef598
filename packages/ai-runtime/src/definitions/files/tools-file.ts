import { z } from "zod";
import { Name, SchemaObject, Seconds, Text } from "./fields.ts";
import { HttpFields } from "./http-fields.ts";
import { LifecycleTool } from "./lifecycle-fields.ts";
import { nestedChatCall } from "../manifest.ts";
import { McpFields, McpServers } from "./mcp-fields.ts";

const Ui = z.strictObject({
  component: Text.describe(
    "what the person sees: `core.form`, `Picker` of components/Picker.tsx, or the host's `acme.picker`",
  ),
  mode: z
    .enum(["inline", "artifact"])
    .nullish()
    .describe("`inline` (default) in the conversation, `artifact` beside it"),
  awaits_response: z.boolean().nullish().describe("true: the session waits for the person's answer"),
  response_schema: SchemaObject.nullish().describe("JSON Schema that the answer must fit"),
  timeout_s: z
    .number()
    .positive()
    .max(31_536_000)
    .nullish()
    .describe("seconds until the question runs out of time; absent: never"),
});

const Tool = z.strictObject({
  name: Name.refine((name) => !name.startsWith("transfer_to_"), {
    error: "begins with transfer_to_, which handoffs use",
    params: { code: "name.invalid", fix: "Choose another name." },
  })
    .refine((name) => name !== nestedChatCall, {
      error: "is what handoffs call nested chats",
      params: { code: "name.invalid", fix: "Choose another name." },
    })
    .nullish()
    .describe("what agents call it; default: the function's name"),
  agent: z
    .union([Text, z.array(Text)])
    .nullish()
    .describe("who may call it: a name, a list of names, or `*`"),
  description: z.string().nullish().describe("what it does, told to the model"),
  parameters: SchemaObject.nullish().describe("JSON Schema of its arguments"),
  tool_type: z
    .enum(["Agent_Tool", "UI_Tool"])
    .nullish()
    .describe("`Agent_Tool` (default) runs code, `UI_Tool` shows something to the person"),
  timeout_s: Seconds.nullish().describe("seconds until it is given up (60)"),
  retries: z.int().min(0).max(10).nullish().describe("how often a failed call is tried again, 0 to 10 (0)"),
  show: z
    .enum(["full", "name", "none"])
    .nullish()
    .describe("what clients see of its calls: `full`, `name` (default) or `none`"),
  idempotent: z.boolean().nullish().describe("true: it may run again after a crash, with the same idempotency key"),
  requires_approval: z
    .union([z.boolean(), Text])
    .nullish()
    .describe("a person must approve each call: `true`, or CEL over the variables and `arguments`"),
  auto_invoke: z
    .boolean()
    .nullish()
    .describe("true: the tool that an agent with `auto_tool_mode` calls when it has several"),
  file: Text.nullish().describe("where its function is: in `tools/`, or in the folder"),
  function: Text.nullish().describe("the export that is called with `(args, tool)`"),
  implementation: Text.nullish().describe("file and function in one: `module.function`"),
  http: HttpFields.nullish().describe("a web service that it calls"),
  mcp: McpFields.nullish().describe("a tool of an MCP server"),
  workflow: Text.nullish().describe(
    "the workflow that carries out the call in a session of its own; its result is the tool's",
  ),
  ui: Ui.nullish().describe("what a UI tool shows"),
});

/** `tools.yaml`: what agents can do. */
export const ToolsFile = z.strictObject({
  tools: z.array(Tool).nullish().describe("what agents can do"),
  mcp_servers: McpServers.nullish().describe("MCP servers, by name"),
  lifecycle_tools: z.array(LifecycleTool).nullish().describe("what the engine calls by itself"),
});
export type ToolsFile = z.infer<typeof ToolsFile>;
export type ToolEntry = NonNullable<ToolsFile["tools"]>[number];
