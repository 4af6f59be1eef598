import { isRunEnd } from "@mozaiks/contracts";
import type { NewEvent, StoredEvent } from "../../ports/event-store.ts";

/** True where a session can be forked: nothing is going on there that only this session will hear of. */
export function isForkable(event: StoredEvent): boolean {
  if (event.type === "session_created") return true;
  return isRunEnd(event) && !(event.type === "run_paused" && event.waiting_for === "children");
}

/**
 * A logged event in a copy of its session: the same, but for what belongs to one session alone. Nobody waits for the copy,
 * no client message is answered by it, what was used is not counted again, and what was to be written is not written by it.
 * @param copy `now` is when the copy is made (ISO 8601), `from` the end of what is copied.
 */
export function forkedEvent(
  event: StoredEvent,
  copy: { eventId: string; now: string; from: { chat_id: string; seq: number } },
): NewEvent {
  const { seq: _seq, chat_id: _chat, client_id: _client, ...rest } = event;
  const forked = { ...rest, event_id: copy.eventId } as NewEvent;
  switch (forked.type) {
    case "session_created": {
      const { parent: _parent, ...created } = forked;
      return { ...created, timestamp: copy.now, forked_from: copy.from };
    }
    case "context_update": {
      const { entities: _entities, ...update } = forked;
      return update;
    }
    case "usage_update":
      return { ...forked, tokens: noTokens, total_tokens: 0, cost_usd: 0 };
    case "workflow_complete":
      return { ...forked, tokens: 0, cost_usd: 0 };
    default:
      return forked;
  }
}

const noTokens = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
