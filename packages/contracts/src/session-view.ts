import type { EventError, RunCause, SessionStatus, WaitingFor } from "./session-events.ts";
import type { FinishReason } from "./conversation-events.ts";
import type { ArtifactCard, PartialMessage, UsageTotals, WorkflowCard } from "./frames.ts";
import type { EventOf } from "./events.ts";
import type { Json, JsonObject } from "./ids.ts";
import type { Display, OpenRequest, ToolKind, ToolStatus } from "./tool-events.ts";

/**
 * One thing a reader sees, in the order it happened. `key` is stable and unique: message_id, call_id, artifact_id,
 * `request:` + call_id, else `seq:N`. A UI tool makes two rows, its call (`tool_kind: "ui"`) and, once it asks, its
 * request: show the request and leave its tool row out.
 */
export type Row =
  | {
      kind: "message";
      key: string;
      seq: number;
      timestamp: string;
      role: "user" | "agent";
      agent?: string;
      content: string;
      structured_output?: Json;
      finish_reason?: FinishReason;
      /** How the reader rated it; absent when not, or when the rating was taken back. */
      feedback?: { rating: "up" | "down"; comment?: string };
      attachments?: EventOf<"user_message">["attachments"];
      client_id?: string;
    }
  | {
      kind: "tool";
      key: string;
      seq: number;
      timestamp: string;
      agent: string;
      name: string;
      tool_kind: ToolKind;
      arguments?: JsonObject;
      status: "running" | ToolStatus;
      result?: Json;
      error?: EventError;
      duration_ms?: number;
      progress?: { percent: number; message?: string };
    }
  | {
      kind: "request";
      key: string;
      seq: number;
      timestamp: string;
      request: OpenRequest;
      status: "open" | "answered" | ToolStatus;
      response?: Json;
    }
  | {
      kind: "artifact";
      key: string;
      seq: number;
      timestamp: string;
      artifact_id: string;
      title: string;
      display: Display;
      version: number;
    }
  | {
      kind: "child";
      key: string;
      seq: number;
      timestamp: string;
      child_chat_id: string;
      workflow_id: string;
      /** Who speaks there, when it is a nested chat. */
      agents?: string[];
      status: string;
    }
  | {
      kind: "notice";
      key: string;
      seq: number;
      timestamp: string;
      level: "info" | "warning" | "error";
      code: string;
      detail?: string;
    }
  | {
      kind: "end";
      key: string;
      seq: number;
      timestamp: string;
      status: "completed" | "failed" | "cancelled";
      reason?: string;
      error?: EventError;
      by?: string;
    };

/**
 * A session as a client sees it: a fold of its redacted frames. `rows` holds what was folded from events after `from_seq`;
 * everything else is whole at `head_seq`. Plain JSON, never mutated: an unchanged part keeps its identity.
 */
export interface SessionView {
  chat_id: string;
  /** From the log alone: without title, agents and suggestions. */
  workflow?: WorkflowCard;
  status: SessionStatus;
  waiting_for?: WaitingFor;
  run_id?: string;
  run_cause?: RunCause;
  /** Who was selected last. */
  agent?: string;
  head_seq: number;
  from_seq: number;
  /** The seq up to which rows are folded; between a `session_state` and its replay it is behind `head_seq`. */
  rows_seq: number;
  rows: readonly Row[];
  partial?: PartialMessage;
  /** The logged request events that are still open, by call_id. */
  open_requests: Readonly<Record<string, OpenRequest>>;
  /** Arguments so far of a tool call that is being streamed, by call_id; `component` = what a UI tool will show them with. */
  partial_calls: Readonly<
    Record<string, { agent: string; name: string; component?: string; epoch: number; text: string }>
  >;
  context: JsonObject;
  artifacts: Readonly<Record<string, ArtifactCard>>;
  usage: UsageTotals;
}
