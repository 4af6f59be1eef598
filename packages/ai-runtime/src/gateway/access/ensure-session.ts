import type { Sessions } from "../../engine/sessions.ts";
import type { EventStore, SessionRecord } from "../../ports/event-store.ts";
import { accessSession, launchRequest, mayName } from "./access.ts";
import type { Identity } from "./identity.ts";

/**
 * The session a connection is for: a launch token's own chat is opened when it is not there yet.
 * @throws MozaiksError as `accessSession`; `workflow.not-found` when a new session names none.
 */
export async function ensureSession(
  parts: { readonly store: Pick<EventStore, "session">; readonly sessions: Pick<Sessions, "open"> },
  identity: Identity,
  chatId: string,
): Promise<SessionRecord> {
  if (identity.kind === "launch" && mayName(identity, chatId)) {
    const known = await parts.store.session(identity.tenant, chatId);
    if (!known) await parts.sessions.open(identity.tenant, launchRequest(identity));
  }
  return accessSession(parts.store, identity, chatId);
}
