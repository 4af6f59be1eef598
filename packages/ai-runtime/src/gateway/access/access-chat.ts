import type { EventStore, SessionRecord } from "../../ports/event-store.ts";
import { accessSession } from "./access.ts";
import type { Call } from "../endpoint.ts";

/**
 * The session in the path, when the caller may touch it.
 * @throws MozaiksError as `accessSession`.
 */
export function accessChat(
  { c, identity }: Pick<Call<unknown, unknown>, "c" | "identity">,
  parts: { readonly store: Pick<EventStore, "session"> },
): Promise<SessionRecord> {
  return accessSession(parts.store, identity, c.req.param("chat_id") ?? "");
}
