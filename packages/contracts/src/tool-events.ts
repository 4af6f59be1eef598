import { z } from "zod";
import { Id, Json, JsonObject, Timestamp } from "./ids.ts";
import { EventError, logged, NestedChat } from "./session-events.ts";

export const ToolKind = z.enum(["module", "http", "mcp", "workflow", "ui", "handoff"]);
export type ToolKind = z.infer<typeof ToolKind>;

export const ToolStatus = z.enum(["ok", "error", "timeout", "denied", "dismissed", "cancelled", "unknown"]);
export type ToolStatus = z.infer<typeof ToolStatus>;

export const Display = z.enum(["inline", "artifact"]);
export type Display = z.infer<typeof Display>;

const uiToolRequest = z
  .object({
    ...logged,
    type: z.literal("ui_tool_request"),
    call_id: Id,
    agent: z.string(),
    component: z.string(),
    display: Display,
    payload: JsonObject,
    awaiting_response: z.boolean(),
    response_schema: JsonObject.optional().describe("JSON Schema that an answer must fit"),
    expires_at: Timestamp.optional(),
  })
  .describe(
    "A component is shown to the person. When `awaiting_response` is true the session waits for `ui_tool_response` until `expires_at`.",
  );

const approvalRequest = z
  .object({
    ...logged,
    type: z.literal("approval_request"),
    call_id: Id,
    tool: z.string(),
    arguments: JsonObject,
    arguments_hash: z.string(),
  })
  .describe("A call needs a person's consent. The answer must carry the same `arguments_hash`.");

const stateBlob = z.string().optional().describe("where the runtime keeps the state; never sent to clients");

/** A question to a person that waits for its answer, as it was logged. */
export const OpenRequest = z.discriminatedUnion("type", [uiToolRequest, approvalRequest]);
export type OpenRequest = z.infer<typeof OpenRequest>;

/** Tool calls, the questions they ask people, the children they start and the artifacts they make. */
export const toolEvents = [
  z
    .object({
      ...logged,
      type: z.literal("tool_call"),
      call_id: Id,
      agent: z.string(),
      name: z.string().optional().describe("absent for a tool that shows nothing (`show: none`)"),
      arguments: JsonObject.optional(),
      kind: ToolKind,
      auto: z.boolean().optional().describe("true when the agent's structured reply made the call"),
      nested: NestedChat.optional().describe("set when a rule made the call: a nested chat carries it out"),
    })
    .describe(
      "An agent calls a tool. Logged before the tool starts. By the tool's `show`, clients get its name (`name`, the default) or the arguments as well (`full`).",
    ),
  z
    .object({
      ...logged,
      type: z.literal("tool_result"),
      call_id: Id,
      name: z.string().optional().describe("absent for a tool that shows nothing (`show: none`)"),
      status: ToolStatus,
      result: Json.optional(),
      error: EventError.optional(),
      handoff_to: z.string().optional(),
      duration_ms: z.number().nonnegative(),
    })
    .describe("How a call ended. `unknown` means that it was interrupted and may or may not have taken effect."),
  uiToolRequest,
  z
    .object({ ...logged, type: z.literal("ui_tool_response"), call_id: Id, response: Json })
    .describe("The person's answer to a UI tool."),
  approvalRequest,
  z
    .object({
      ...logged,
      type: z.literal("approval_response"),
      call_id: Id,
      decision: z.enum(["approve", "deny"]),
      comment: z.string().optional(),
    })
    .describe("The person's decision about a call."),
  z
    .object({
      ...logged,
      type: z.literal("child_started"),
      call_id: Id.optional(),
      child_chat_id: Id,
      workflow_id: Id,
      agents: z.array(z.string()).optional().describe("who speaks there, when it is a nested chat of this workflow"),
    })
    .describe("A session of another workflow, or a nested chat, was started on behalf of this one."),
  z
    .object({
      ...logged,
      type: z.literal("child_completed"),
      child_chat_id: Id,
      workflow_id: Id,
      status: z.string().optional(),
      result: Json.optional(),
    })
    .describe("A child session has ended."),
  z
    .object({
      ...logged,
      type: z.literal("artifact_created"),
      artifact_id: Id,
      artifact_type: z.string(),
      title: z.string(),
      display: Display,
      state: Json.optional(),
      state_ref: z.string().optional(),
      state_blob: stateBlob,
      version: z.literal(1),
    })
    .describe(
      "Something to look at beside the chat. A state over 32 KiB comes as `state_ref`, a path to fetch it from.",
    ),
  z
    .object({
      ...logged,
      type: z.literal("artifact_updated"),
      artifact_id: Id,
      version: z.int().min(2),
      patch: z
        .array(z.looseObject({ op: z.string(), path: z.string() }))
        .optional()
        .describe("RFC 6902"),
      state_ref: z.string().optional(),
      state_blob: stateBlob,
      by: z.string().optional().describe("the person who changed it; absent: an agent's tool did"),
    })
    .describe(
      "The next version of an artifact, as a patch of the one before or as `state_ref`. A version that is not newer is ignored.",
    ),
  z
    .object({
      ...logged,
      type: z.literal("artifact_action"),
      artifact_id: Id,
      action: z.string(),
      payload: JsonObject.optional(),
      version: z.int().positive().describe("the version it was taken at"),
      call_id: Id.describe("the call of the tool that carries it out"),
      by: z.string(),
    })
    .describe("A person did something with an artifact that a tool of the workflow carries out."),
] as const;
