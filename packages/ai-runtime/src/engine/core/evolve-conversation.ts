import type { EventOf, SessionEvent } from "@mozaiks/contracts";
import { isAction } from "./artifact-actions.ts";
import { resultText } from "./result-text.ts";
import type { ConversationItem, SessionState } from "./state.ts";
import { userItem } from "./user-item.ts";

type Step = Extract<ConversationItem, { kind: "step" }>;

/** The part of the fold that prompts are built from. */
export function evolveConversation(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case "user_message":
      return {
        ...state,
        pending: [
          ...state.pending,
          {
            seq: event.seq,
            content: event.content ?? "",
            ...(event.to !== undefined && { to: event.to }),
            ...(event.attachments && { attachments: event.attachments }),
          },
        ],
      };
    case "agent_selected":
      return {
        ...state,
        conversation: [...state.conversation, ...state.pending.map(userItem)],
        pending: [],
      };
    case "agent_message":
      return { ...withMessage(state, event), ...replyOf(event, state) };
    case "tool_call":
      return isAction(state, event.call_id) ? state : withCall(state, event);
    case "tool_result":
      return withResult(state, event);
    default:
      return state;
  }
}

function withMessage(state: SessionState, event: EventOf<"agent_message">): SessionState {
  const item: Step = { kind: "step", seq: event.seq, agent: event.agent, content: event.content ?? "", calls: [] };
  return { ...state, conversation: [...state.conversation, item] };
}

function replyOf(
  event: EventOf<"agent_message">,
  state: SessionState,
): Pick<SessionState, "last_reply" | "structured"> {
  const structured =
    event.structured_output === undefined
      ? state.structured
      : { ...state.structured, [event.agent]: event.structured_output };
  if (!event.visible) return { structured, ...(state.last_reply && { last_reply: state.last_reply }) };
  const reply = { agent: event.agent, content: event.content ?? "" };
  return {
    structured,
    last_reply: event.structured_output === undefined ? reply : { ...reply, structured: event.structured_output },
  };
}

/** A call joins the text that was logged before it in the same step, or starts a step without text. */
function withCall(state: SessionState, event: EventOf<"tool_call">): SessionState {
  const call = {
    call_id: event.call_id,
    name: event.name ?? "",
    kind: event.kind,
    arguments: event.arguments ?? {},
    ...(event.auto && { auto: true as const }),
    ...(event.nested && { nested: event.nested }),
  };
  const last = state.conversation.at(-1);
  const sameStep =
    last?.kind === "step" && last.seq > (state.turn?.selected ?? 0) && last.calls.every((known) => !known.result);
  if (sameStep) {
    return { ...state, conversation: [...state.conversation.slice(0, -1), { ...last, calls: [...last.calls, call] }] };
  }
  const item: Step = { kind: "step", seq: event.seq, agent: event.agent, content: "", calls: [call] };
  return { ...state, conversation: [...state.conversation, item] };
}

function withResult(state: SessionState, event: EventOf<"tool_result">): SessionState {
  const index = state.conversation.findLastIndex(
    (item) => item.kind === "step" && item.calls.some((call) => call.call_id === event.call_id),
  );
  const item = state.conversation[index];
  if (item?.kind !== "step") return state;
  const result = { text: resultText(event), isError: event.status !== "ok" };
  const calls = item.calls.map((call) => (call.call_id === event.call_id && !call.result ? { ...call, result } : call));
  return { ...state, conversation: state.conversation.with(index, { ...item, calls }) };
}
