import { z } from "zod";
import { Id, Json, JsonObject, Timestamp } from "./ids.ts";
import { EventError, logged } from "./session-events.ts";

export const ToolKind = z.enum(["module", "http", "mcp", "workflow", "ui", "handoff"]);
export type ToolKind = z.infer<typeof ToolKind>;

export const ToolStatus = z.enum(["ok", "error", "timeout", "denied", "dismissed", "cancelled", "unknown"]);
export type ToolStatus = z.infer<typeof ToolStatus>;

export const Display = z.enum(["inline", "artifact"]);
export type Display = z.infer<typeof Display>;

const uiToolRequest = z.object({
  ...logged,
  type: z.literal("ui_tool_request"),
  call_id: Id,
  agent: z.string(),
  component: z.string(),
  display: Display,
  payload: JsonObject,
  awaiting_response: z.boolean(),
  expires_at: Timestamp.optional(),
});

const approvalRequest = z.object({
  ...logged,
  type: z.literal("approval_request"),
  call_id: Id,
  tool: z.string(),
  arguments: JsonObject,
  arguments_hash: z.string(),
});

/** A question to a person that waits for its answer, as it was logged. */
export const OpenRequest = z.discriminatedUnion("type", [uiToolRequest, approvalRequest]);
export type OpenRequest = z.infer<typeof OpenRequest>;

/** Tool calls, the questions they ask people, the children they start and the artifacts they make. */
export const toolEvents = [
  z.object({
    ...logged,
    type: z.literal("tool_call"),
    call_id: Id,
    agent: z.string(),
    name: z.string().optional().describe("absent for a tool that shows nothing (`show: none`)"),
    arguments: JsonObject.optional(),
    kind: ToolKind,
  }),
  z.object({
    ...logged,
    type: z.literal("tool_result"),
    call_id: Id,
    name: z.string().optional().describe("absent for a tool that shows nothing (`show: none`)"),
    status: ToolStatus,
    result: Json.optional(),
    error: EventError.optional(),
    handoff_to: z.string().optional(),
    duration_ms: z.number().nonnegative(),
  }),
  uiToolRequest,
  z.object({ ...logged, type: z.literal("ui_tool_response"), call_id: Id, response: Json }),
  approvalRequest,
  z.object({
    ...logged,
    type: z.literal("approval_response"),
    call_id: Id,
    decision: z.enum(["approve", "deny"]),
    comment: z.string().optional(),
  }),
  z.object({ ...logged, type: z.literal("child_started"), child_chat_id: Id, workflow_id: Id }),
  z.object({
    ...logged,
    type: z.literal("child_completed"),
    child_chat_id: Id,
    workflow_id: Id,
    status: z.string().optional(),
    result: Json.optional(),
  }),
  z.object({
    ...logged,
    type: z.literal("artifact_created"),
    artifact_id: Id,
    artifact_type: z.string(),
    title: z.string(),
    display: Display,
    state: Json.optional(),
    state_ref: z.string().optional(),
    version: z.literal(1),
  }),
  z.object({
    ...logged,
    type: z.literal("artifact_updated"),
    artifact_id: Id,
    version: z.int().min(2),
    patch: z
      .array(z.looseObject({ op: z.string(), path: z.string() }))
      .optional()
      .describe("RFC 6902"),
    state_ref: z.string().optional(),
  }),
] as const;
