import { MozaiksError, type ClientMessage } from "@mozaiks/contracts";
import type { OpenSession, Sessions } from "../../src/engine/sessions.ts";
import { toFrame } from "../../src/engine/redaction.ts";
import type { EventStore, NewEvent, SessionRecord } from "../../src/ports/event-store.ts";
import type { LiveBus } from "../../src/ports/live-bus.ts";
import type { Tenant } from "../../src/ports/tenant.ts";

export type Draft = { readonly type: string; readonly redact?: readonly string[] } & Record<string, unknown>;
type Submitted = Exclude<ClientMessage, { type: "authenticate" | "ping" }>;

/** The write side of sessions without an engine: what a test scripts is what happens. */
export class FakeSessions implements Pick<Sessions, "open" | "start" | "submit" | "erase"> {
  readonly started: string[] = [];
  readonly submitted: { message: Submitted; by: string }[] = [];
  readonly opened: OpenSession[] = [];
  /** What happens after a client message was recorded. */
  onMessage: (tenant: Tenant, chatId: string, message: Submitted) => Promise<void> = async () => undefined;
  readonly #store: EventStore;
  readonly #bus: LiveBus;
  readonly #byClientId = new Map<string, number>();

  constructor(store: EventStore, bus: LiveBus) {
    this.#store = store;
    this.#bus = bus;
  }

  async open(tenant: Tenant, request: OpenSession): Promise<{ session: SessionRecord; created: boolean }> {
    const { user_id, workflow_id, chat_id = "chat_new" } = request;
    if (workflow_id === "Missing") throw new MozaiksError("workflow.not-found");
    this.opened.push(request);
    const known = await this.#store.session(tenant, chat_id);
    if (known && known.user_id !== user_id) throw new MozaiksError("session.not-found");
    if (known && known.workflow_id !== workflow_id) throw new MozaiksError("session.workflow-mismatch");
    if (known) return { session: known, created: false };
    const created = { type: "session_created", workflow_id, workflow_version: "v1", startup_mode: "UserDriven" };
    await this.append(tenant, chat_id, [created], { user_id, workflow_id });
    const session = await this.#store.session(tenant, chat_id);
    if (!session) throw new MozaiksError("session.not-found");
    return { session, created: true };
  }

  async start(_tenant: Tenant, chatId: string): Promise<void> {
    this.started.push(chatId);
  }

  async submit(tenant: Tenant, chatId: string, message: Submitted, by: string): Promise<{ event_seq?: number }> {
    const known = message.client_id === undefined ? undefined : this.#byClientId.get(message.client_id);
    if (known !== undefined) return { event_seq: known };
    if (message.type === "ui_tool_response") throw new MozaiksError("request.not-open");
    this.submitted.push({ message, by });
    if (message.type !== "user_message") return {};
    const { content, client_id } = message;
    const asked = { type: "user_message", message_id: `msg_${this.submitted.length}`, content };
    const seq = await this.append(tenant, chatId, [{ ...asked, ...(client_id !== undefined && { client_id }) }]);
    if (client_id !== undefined) this.#byClientId.set(client_id, seq);
    await this.onMessage(tenant, chatId, message);
    return { event_seq: seq };
  }

  async erase(tenant: Tenant, chatId: string): Promise<void> {
    await this.#store.erase(tenant, chatId);
    this.#bus.publish(tenant, chatId, { kind: "erased" });
  }

  /** Logs events and tells the bus, or only logs them (`isLost`). Resolves to the last seq. */
  async append(
    tenant: Tenant,
    chatId: string,
    drafts: readonly Draft[],
    options: { user_id?: string; workflow_id?: string; isLost?: boolean } = {},
  ): Promise<number> {
    const { user_id = "user_123", workflow_id = "onboarding_flow", isLost = false } = options;
    const { head, head_seq } = await this.#store.read(tenant, chatId, { limit: 1 });
    const timestamp = "2026-11-20T12:00:00.000Z";
    const events = drafts.map((draft, index) => ({ timestamp, event_id: `evt_${head_seq + index + 1}`, ...draft }));
    const create = { user_id, workflow_id, workflow_version: "v1", title: "" };
    const appended = await this.#store.append(
      tenant,
      head,
      events as unknown as readonly NewEvent[],
      head_seq === 0 ? { create } : {},
    );
    for (const event of isLost ? [] : appended.events) {
      const { type, seq } = event;
      this.#bus.publish(tenant, chatId, { kind: "event", type, seq, data: JSON.stringify(toFrame(event)) });
    }
    return appended.head_seq;
  }

  /** A piece of streamed text. */
  stream(tenant: Tenant, chatId: string, message_id: string, epoch: number, offset: number, text: string): void {
    const frame = { type: "agent_message_delta", chat_id: chatId, timestamp: "2026-11-20T12:00:00.000Z" };
    const data = JSON.stringify({ ...frame, message_id, agent: "Writer", epoch, offset, text });
    this.#bus.publish(tenant, chatId, { kind: "delta", message_id, epoch, offset, end: offset + text.length, data });
  }
}
