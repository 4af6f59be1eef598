import { idPattern, MozaiksError } from "@mozaiks/contracts";
import type { OpenSession } from "../../engine/sessions.ts";
import type { EventStore, SessionRecord } from "../../ports/event-store.ts";
import type { Identity, LaunchIdentity } from "./identity.ts";

/** A session with whoever may touch it. */
export interface SessionAccess {
  readonly identity: Identity;
  readonly session: SessionRecord;
}

/**
 * The one answer to "may this identity touch this chat". A chat that the token is not for, of another user or app, erased
 * or never there: all refused alike.
 * @throws MozaiksError `session.not-found`; `session.workflow-mismatch` when the chat is the token's but of another workflow;
 * `request.invalid` when the id is none.
 */
export async function accessSession(
  store: Pick<EventStore, "session">,
  identity: Identity,
  chatId: string,
): Promise<SessionRecord> {
  if (!idPattern.test(chatId)) throw new MozaiksError("request.invalid", "The chat id is not a valid id");
  const session = mayName(identity, chatId) ? await store.session(identity.tenant, chatId) : undefined;
  if (!session || !owns(identity, session)) throw new MozaiksError("session.not-found");
  if (identity.kind === "launch" && !isSameWorkflow(identity.workflow_id, session.workflow_id))
    throw new MozaiksError("session.workflow-mismatch");
  return session;
}

/** Whether the identity may speak of this chat at all, before anybody looks whether it exists. */
export function mayName(identity: Identity, chatId: string): boolean {
  return identity.kind === "service" || identity.chat_id === chatId;
}

function owns(identity: Identity, session: SessionRecord): boolean {
  return (
    session.app_id === identity.tenant.app_id &&
    (identity.user_id === undefined || identity.user_id === session.user_id)
  );
}

export function isSameWorkflow(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What a launch token opens: its own chat, with its claims. */
export function launchRequest(identity: LaunchIdentity): OpenSession {
  const { user_id, workflow_id, chat_id, claims, max_tokens } = identity;
  return { user_id, workflow_id, chat_id, claims, ...(max_tokens !== undefined && { max_tokens }) };
}

/** The identity that a ticket for this session carries: never more than its user and its chat. */
export function sessionIdentity({ identity, session }: SessionAccess): LaunchIdentity {
  if (identity.kind === "launch") return identity;
  return {
    kind: "launch",
    tenant: identity.tenant,
    user_id: session.user_id,
    workflow_id: session.workflow_id,
    chat_id: session.chat_id,
    claims: {},
    expires_at: identity.expires_at,
  };
}

/**
 * Refuses a `user_id` or `app_id` in a query or body that is not the token's. A service token acts for any user of its app.
 * @throws MozaiksError `identity.mismatch`.
 */
export function checkNamedIdentity(identity: Identity, named: { user_id?: unknown; app_id?: unknown }): void {
  const { user_id, app_id } = named;
  if (app_id !== undefined && app_id !== identity.tenant.app_id) throw new MozaiksError("identity.mismatch");
  if (user_id !== undefined && identity.kind === "launch" && user_id !== identity.user_id)
    throw new MozaiksError("identity.mismatch");
}
