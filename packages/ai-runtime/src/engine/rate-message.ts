import { type MessageFeedback, MozaiksError } from "@mozaiks/contracts";
import type { EventStore, StoredEvent, StoredEventOf } from "../ports/event-store.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Draft } from "./core/draft.ts";

/**
 * What records a rating: nothing when there is none to take back, the seq of the last one when it says the same.
 * @throws MozaiksError `message.not-found` when no message that people see of an agent has this id.
 */
export async function rateMessage(
  store: Pick<EventStore, "read">,
  place: { readonly tenant: Tenant; readonly chatId: string },
  { message_id, rating, comment }: MessageFeedback,
  by: string,
): Promise<readonly Draft[] | number> {
  const { events } = await store.read(place.tenant, place.chatId);
  if (!events.some((event) => isShown(event) && event.message_id === message_id))
    throw new MozaiksError("message.not-found", `no agent's message of this chat has the id ${message_id}`);
  const last = events.findLast(
    (event): event is StoredEventOf<"feedback"> => event.type === "feedback" && event.message_id === message_id,
  );
  const said = rating === null ? undefined : comment;
  if (last && last.rating === rating && last.comment === said) return last.seq;
  if (!last && rating === null) return [];
  return [{ type: "feedback", message_id, rating, ...(said !== undefined && { comment: said }), by }];
}

function isShown(event: StoredEvent): event is StoredEventOf<"agent_message"> {
  return event.type === "agent_message" && event.visible;
}
