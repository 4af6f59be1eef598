import type { WireFrame } from "./wire-frame.ts";

/**
 * What the fold and the rows rely on, by type: `name` is a string, `name:n` a number, `:b` a boolean, `:o` an object,
 * `:a` an array; `?` = may be absent. A type that is not listed relies on nothing or is not known.
 */
const shapes: Readonly<Record<string, string>> = {
  session_state:
    "status head_seq:n from_seq:n workflow.workflow_id workflow.title workflow.agents:a workflow.suggestions:a open_requests:a artifacts:a context:o usage.total_tokens:n",
  replay_complete: "through_seq:n",
  ping: "head_seq:n",
  ack: "client_id",
  error: "code title detail?",
  agent_message_delta: "message_id agent epoch:n offset:n text",
  tool_call_delta: "call_id agent name epoch:n offset:n text",
  tool_progress: "call_id percent:n message?",
  session_created: "workflow_id workflow_version context:o?",
  user_message: "message_id content? attachments:a?",
  feedback: "message_id rating? comment?",
  notice: "level code detail?",
  navigate: "workflow_id",
  agent_selected: "agent reason.kind reason.rule?",
  agent_message: "message_id agent content? visible:b",
  tool_call: "call_id agent name? arguments:o? kind",
  tool_result: "call_id status error:o? duration_ms:n?",
  ui_tool_request: "call_id agent component display payload:o awaiting_response:b expires_at?",
  ui_tool_response: "call_id",
  approval_request: "call_id tool arguments:o arguments_hash",
  approval_response: "call_id decision comment?",
  context_update: "changes:o",
  artifact_created: "artifact_id artifact_type title display version:n state_ref?",
  artifact_updated: "artifact_id version:n patch:a? state_ref?",
  child_started: "child_chat_id workflow_id",
  child_completed: "child_chat_id status?",
  usage_update:
    "model tokens.prompt_tokens:n tokens.completion_tokens:n tokens.total_tokens:n total_tokens:n cost_usd:n?",
  workflow_complete: "reason?",
  workflow_cancelled: "by?",
  workflow_failed: "error.code error.title error.detail?",
};

const kinds: Readonly<Record<string, string>> = { n: "number", b: "boolean", o: "object", a: "array" };

/** The first member that is not what the frame's type promises; undefined when all are, or the type is not known. */
export function findMisshape(frame: object & { readonly type: string }): string | undefined {
  const shape = Object.hasOwn(shapes, frame.type) ? shapes[frame.type] : undefined;
  return shape?.split(" ").find((member) => !fits(frame, member));
}

/**
 * The frame, where it is what its type promises. A logged one that is not becomes a notice in its place, so that its `seq`
 * counts and the reader sees that something is missing; any other is dropped.
 */
export function toSoundFrame(frame: WireFrame): WireFrame | undefined {
  const member = findMisshape(frame);
  if (member === undefined) return frame;
  if (!("seq" in frame)) return undefined;
  const { chat_id, timestamp, seq, event_id, type } = frame;
  const detail = `The event ${type} cannot be shown: ${member.replace(/[:?].*/, "")} is not what it should be.`;
  return { type: "notice", chat_id, timestamp, seq, event_id, level: "warning", code: "event.malformed", detail };
}

function fits(frame: object, member: string): boolean {
  const [, path = "", kind = "", optional] = /^([\w.]+):?(\w?)(\?)?$/.exec(member) ?? [];
  const value = path.split(".").reduce<unknown>(memberOf, frame);
  if (value === undefined || value === null) return optional === "?";
  const actual = Array.isArray(value) ? "array" : typeof value;
  return actual === (kinds[kind] ?? "string");
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
