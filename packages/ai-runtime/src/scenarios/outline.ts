import type { SessionEvent } from "@mozaiks/contracts";

const maxText = 100;

/** A log as people read it: one line for each event, with what it is about. */
export function outlineOf(events: readonly SessionEvent[]): readonly string[] {
  return events.map((event) => `${String(event.seq).padStart(3)} ${event.type}${about(event)}`);
}

function about(event: SessionEvent): string {
  switch (event.type) {
    case "user_message":
      return ` ${quoted(event.content)}`;
    case "agent_selected":
      return ` ${event.agent} (${[event.reason.kind, event.reason.rule].filter(Boolean).join(" ")})`;
    case "agent_message":
      return ` ${event.agent} ${event.structured_output === undefined ? quoted(event.content) : quoted(JSON.stringify(event.structured_output))}`;
    case "tool_call":
      return ` ${event.name ?? ""}(${cut(JSON.stringify(event.arguments ?? {}))})`;
    case "tool_result":
      return ` ${event.name ?? ""} ${event.status} ${cut(JSON.stringify(event.result ?? event.error ?? null))}`;
    case "context_update":
      return ` ${cut(JSON.stringify(event.changes))}`;
    case "run_started":
      return ` ${event.cause}`;
    case "run_paused":
      return ` for ${event.waiting_for}`;
    case "workflow_complete":
      return ` ${event.reason}`;
    case "workflow_failed":
      return ` ${event.error.code} ${event.error.detail ?? ""}`;
    case "ui_tool_response":
      return ` ${cut(JSON.stringify(event.response))}`;
    case "approval_response":
      return ` ${event.decision}`;
    case "artifact_created":
      return ` ${event.title}`;
    case "notice":
      return ` ${event.code} ${event.detail ?? ""}`;
    default:
      return "";
  }
}

function quoted(text: string | undefined): string {
  return JSON.stringify(cut(text ?? ""));
}

function cut(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText - 1)}…`;
}
