import type { SessionEvent } from "../events.ts";
import type { FrameOf } from "../frames.ts";
import type { SessionView } from "../session-view.ts";
import { lookup, present, without } from "./record.ts";
import { findRow } from "./row-list.ts";

type MessageDelta = FrameOf<"agent_message_delta">;
type CallDelta = FrameOf<"tool_call_delta">;

/** Streamed text is kept beside the rows, so that a delta costs the same however long the session is. */
export function foldMessageDelta(view: SessionView, delta: MessageDelta): SessionView {
  const { message_id, agent, epoch } = delta;
  switch (placeOf(view, delta)) {
    case "start":
      return { ...view, partial: { message_id, agent, epoch, text: delta.text } };
    case "continue": {
      const text = spliced(view.partial?.text ?? "", delta);
      return text === view.partial?.text ? view : { ...view, partial: { message_id, agent, epoch, text } };
    }
    default:
      return view;
  }
}

/** Where a delta belongs: it starts a text, continues the one that is there, is `late`, or text before it is `missing`. */
export function placeOf(view: SessionView, delta: MessageDelta): "start" | "continue" | "late" | "missing" {
  const { partial } = view;
  if (partial && delta.epoch < partial.epoch) return "late";
  if (partial?.message_id === delta.message_id && partial.epoch === delta.epoch)
    return delta.offset > partial.text.length ? "missing" : "continue";
  if (findRow(view.rows, "message", delta.message_id)) return "late";
  return delta.offset === 0 ? "start" : "missing";
}

/** Arguments are not part of `session_state`: when the start is missing, the logged `tool_call` brings them whole. */
export function foldCallDelta(view: SessionView, delta: CallDelta): SessionView {
  const { call_id, agent, name, epoch } = delta;
  const known = lookup(view.partial_calls, call_id);
  const isNew = !known || delta.epoch > known.epoch;
  if (isNew && (delta.offset > 0 || findRow(view.rows, "tool", call_id))) return view;
  if (known && (delta.epoch < known.epoch || (!isNew && delta.offset > known.text.length))) return view;
  const text = isNew ? delta.text : spliced(known.text, delta);
  if (!isNew && text === known.text) return view;
  const call = { agent, name, ...present(delta, "component"), epoch, text };
  return { ...view, partial_calls: { ...view.partial_calls, [call_id]: call } };
}

/** A logged message ends its partial; the end of a model step ends the arguments that were streamed; the end of a run both. */
export function endPartials(view: SessionView, event: SessionEvent): SessionView {
  switch (event.type) {
    case "agent_message":
      return view.partial?.message_id === event.message_id ? without(view, "partial") : view;
    case "tool_call":
      return lookup(view.partial_calls, event.call_id)
        ? { ...view, partial_calls: without(view.partial_calls, event.call_id) }
        : view;
    case "usage_update":
      return withoutCalls(view);
    case "run_started":
    case "run_paused":
    case "workflow_complete":
    case "workflow_failed":
    case "workflow_cancelled":
      return withoutCalls(without(view, "partial"));
    default:
      return view;
  }
}

function withoutCalls(view: SessionView): SessionView {
  return Object.keys(view.partial_calls).length > 0 ? { ...view, partial_calls: {} } : view;
}

/**
 * `text.slice(0, offset) + delta`, except that a delta whose text stands there already changes nothing: a repeated frame
 * must not cut off what came after it. An empty delta takes back what follows its offset.
 */
function spliced(text: string, delta: { offset: number; text: string }): string {
  if (delta.text !== "" && text.startsWith(delta.text, delta.offset)) return text;
  return text.slice(0, delta.offset) + delta.text;
}
