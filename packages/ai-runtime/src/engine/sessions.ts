import type { ClientMessage, Json, JsonObject, MessageFeedback, NestedChat } from "@mozaiks/contracts";
import type { SessionRecord } from "../ports/event-store.ts";
import type { Tenant } from "../ports/tenant.ts";

/** Whom a session is opened for, and with what. */
export interface OpenSession {
  readonly user_id: string;
  readonly workflow_id: string;
  /** Absent: a new id. */
  readonly chat_id?: string;
  /** Page context; reaches agents as `ui.*`. */
  readonly context?: JsonObject;
  /** Declared state variables; only for callers that act for the app (service tokens). */
  readonly variables?: JsonObject;
  /** The token's further claims; reach the workflow as `claims.*`. */
  readonly claims?: JsonObject;
  readonly max_tokens?: number;
  /** The session and the call that this one carries out. */
  readonly parent?: { readonly chat_id: string; readonly call_id: string; readonly depth: number };
  /** Makes it a nested chat of the version that its parent has, with a copy of the parent's context. */
  readonly nested?: { readonly version: string; readonly chat: NestedChat; readonly context: JsonObject };
}

/** The write side of sessions, for every door: what may be said in which state is decided here and nowhere else. */
export interface Sessions {
  /**
   * Opens a session, or finds it when it exists (`created: false`).
   * @throws MozaiksError `workflow.not-found`; `session.not-found` when the chat was erased or belongs to another user;
   * `session.workflow-mismatch` when it is of another workflow.
   */
  open(tenant: Tenant, request: OpenSession): Promise<{ session: SessionRecord; created: boolean }>;

  /** Starts an AgentDriven session that nobody has started yet; does nothing otherwise. Called at the first socket or stream. */
  start(tenant: Tenant, chatId: string): Promise<void>;

  /**
   * Records what a client said and wakes a runner. A repeated `client_id` answers with the first one's seq.
   * `by` is who said it, for `cancel_requested.by`.
   * @throws MozaiksError `session.not-found`, `session.no-chat`, `request.not-open`, `response.invalid`,
   * `session.nothing-to-retry`, `message.invalid`, and for actions on artifacts `artifact.not-found`,
   * `artifact.action-not-allowed`, `artifact.version-conflict`, `artifact.invalid`; `attachment.not-found`.
   */
  submit(
    tenant: Tenant,
    chatId: string,
    message: Exclude<ClientMessage, { type: "authenticate" | "ping" }>,
    by: string,
  ): Promise<{ event_seq?: number }>;

  /**
   * Records what somebody thinks of an agent's message: the last rating of it counts, and nobody is woken to answer.
   * @throws MozaiksError `session.not-found`, `message.not-found`.
   */
  rate(tenant: Tenant, chatId: string, feedback: MessageFeedback, by: string): Promise<{ event_seq?: number }>;

  /**
   * Opens a new session and starts a run on it at once, for callers that want a result rather than a chat.
   * A string is the first message; an object is checked against `input_schema` and becomes state variables.
   * @throws MozaiksError `session.exists` when the chat exists, `request.invalid` when the input does not fit, and what `open` throws.
   */
  execute(tenant: Tenant, request: OpenSession, input: string | JsonObject | undefined): Promise<SessionRecord>;

  /**
   * Records in the parent's log how a child's run ended, once for each `key`, and wakes the parent. A parent that is
   * gone changes nothing.
   */
  reportChild(
    tenant: Tenant,
    chatId: string,
    report: { child_chat_id: string; workflow_id: string; status: string; result?: Json },
    key: string,
  ): Promise<void>;

  /**
   * Copies a session up to the end of a run into a new one of the same person and version.
   * @throws MozaiksError `session.not-found`, `session.seq-ahead`, `session.not-forkable`.
   */
  fork(tenant: Tenant, chatId: string, atSeq: number): Promise<SessionRecord>;

  /** Cancels what runs, erases the session and tells its sockets. */
  erase(tenant: Tenant, chatId: string): Promise<void>;
}
