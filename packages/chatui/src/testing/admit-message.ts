import {
  patchState,
  type ClientMessage,
  type ClientMessageOf,
  type Json,
  type SessionEvent,
} from "@mozaiks/contracts/fold";
import type { ChatProblem } from "../core/chat-problem.ts";
import { maxMessageLength } from "../core/outgoing-message.ts";
import type { FixtureChat } from "./fixture-chat.ts";

/** What became of a message: the seq of its event, if it made one, or why it was refused. */
export type Admission = { readonly seq: number | undefined } | { readonly problem: ChatProblem };

/** Does what the protocol says a client's message does. Where the golden stream has the same, its event stands for it. */
export function admitMessage(chat: FixtureChat, message: ClientMessage): Admission {
  switch (message.type) {
    case "user_message": {
      const { content, attachments, to } = message;
      if (typeof content !== "string" || content.trim() === "" || content.length > maxMessageLength) {
        return refuse("message.invalid", "The message does not have the shape its type needs");
      }
      const next = chat.player.find(({ type }) => type === "user_message");
      const message_id = next?.type === "user_message" ? next.message_id : `said_${chat.log.length + 1}`;
      return take(chat, message, next, { message_id, content, ...(attachments && { attachments }), ...(to && { to }) });
    }
    case "ui_tool_response":
    case "approval_response":
      return answer(chat, message);
    case "artifact_action":
      return act(chat, message);
    case "cancel": {
      if (chat.view.status !== "running") return { seq: undefined };
      const { awaits } = chat.player;
      if (awaits?.type === "cancel_requested") return take(chat, message, awaits, { by: "fixture-user" });
      const seq = chat.record({ type: "cancel_requested", by: "fixture-user" });
      chat.player.skipRun();
      chat.record({ type: "workflow_cancelled", run_id: chat.view.run_id, by: "fixture-user" });
      return { seq };
    }
    case "retry": {
      const next = chat.player.awaits;
      if (next?.type !== "run_started") return refuse("session.nothing-to-retry", "The last run did not fail");
      return take(chat, message, next, next);
    }
    default:
      return { seq: undefined };
  }
}

function answer(
  chat: FixtureChat,
  message: ClientMessageOf<"ui_tool_response"> | ClientMessageOf<"approval_response">,
): Admission {
  const { call_id } = message;
  const request = chat.view.open_requests[call_id];
  const expected = message.type === "ui_tool_response" ? "ui_tool_request" : "approval_request";
  if (request?.type !== expected) return refuse("request.not-open", "This request is not open");
  const next = chat.player.find((event) => event.type === message.type && event.call_id === call_id);
  if (message.type === "ui_tool_response") return take(chat, message, next, { call_id, response: message.response });
  if (request.type === "approval_request" && request.arguments_hash !== message.arguments_hash) {
    return refuse("approval.arguments-changed", "The approval is for other arguments");
  }
  const { decision, comment } = message;
  return take(chat, message, next, { call_id, decision, ...(comment !== undefined && { comment }) });
}

function act(chat: FixtureChat, message: ClientMessageOf<"artifact_action">): Admission {
  const { artifact_id, action, payload, expected_version } = message;
  const card = chat.view.artifacts[artifact_id];
  if (!card) return refuse("artifact.not-found", "No such artifact");
  if (expected_version !== undefined && expected_version !== card.version) {
    return refuse("artifact.version-conflict", "The artifact was changed meanwhile");
  }
  const by = "fixture-user";
  if (action !== "update_state") {
    const next = chat.player.find(
      (event) => event.type === "artifact_action" && event.artifact_id === artifact_id && event.action === action,
    );
    const call_id = next?.type === "artifact_action" ? next.call_id : `call_${chat.log.length + 1}`;
    const done = { artifact_id, action, ...(payload !== undefined && { payload }), version: card.version, call_id, by };
    return take(chat, { ...message, type: "artifact_action" }, next, done);
  }
  if (!isPatch(payload) || (card.state !== undefined && patchState(card.state, payload) === undefined)) {
    return refuse("artifact.invalid", "The state is not one this artifact can have");
  }
  const next = chat.player.find((event) => event.type === "artifact_updated" && event.artifact_id === artifact_id);
  const change = { artifact_id, version: card.version + 1, patch: payload, by };
  return take(chat, message, next, change, "artifact_updated");
}

/** Records a message, in the place of the stream's event when there is one. */
function take(
  chat: FixtureChat,
  message: ClientMessage,
  next: SessionEvent | undefined,
  payload: object,
  type: string = next?.type ?? message.type,
): Admission {
  const { client_id } = message;
  const seq = chat.record({ ...payload, type, ...(client_id !== undefined && { client_id }) });
  if (next) chat.player.take(next, seq);
  return { seq };
}

function refuse(code: string, title: string): Admission {
  return { problem: { code, title } };
}

function isPatch(value: Json | undefined): value is { op: string; path: string }[] {
  return Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null);
}
