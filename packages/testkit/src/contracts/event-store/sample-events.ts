import { tenantOf, type Appended, type EventStore, type NewEvent, type Tenant } from "@mozaiks/ai-runtime/ports";

export const acme = tenantOf("acme");
export const globex = tenantOf("globex");

const start = Date.UTC(2026, 0, 1);

/** A time in the samples' year: so many seconds after its start. */
export function at(seconds: number): string {
  return new Date(start + seconds * 1000).toISOString();
}

export function userMessage(content: string, seconds = 0): NewEvent {
  return { ...base("user_message", seconds), type: "user_message", message_id: "msg_user", content };
}

export function agentMessage(content: string, seconds = 0): NewEvent {
  return {
    ...base("agent_message", seconds),
    type: "agent_message",
    message_id: "msg_agent",
    agent: "Writer",
    epoch: 1,
    content,
    finish_reason: "stop",
    visible: true,
  };
}

export function runStarted(seconds = 0): NewEvent {
  return { ...base("run_started", seconds), type: "run_started", run_id: "run_1", cause: "user_message" };
}

export function runPaused(seconds = 0): NewEvent {
  return { ...base("run_paused", seconds), type: "run_paused", run_id: "run_1", waiting_for: "user" };
}

/** An event that is no input, told apart by its detail. */
export function notice(detail: string, seconds = 0): NewEvent {
  return { ...base("notice", seconds), type: "notice", level: "info", code: "sample", detail };
}

export function contextUpdate(changes: Extract<NewEvent, { type: "context_update" }>["changes"]): NewEvent {
  return { ...base("context_update", 0), type: "context_update", changes, cause: "sample" };
}

/** One event of every input type. */
export const inputs: readonly NewEvent[] = [
  userMessage("hello"),
  { ...base("cancel_requested", 0), type: "cancel_requested", by: "ann" },
  { ...base("ui_tool_response", 0), type: "ui_tool_response", call_id: "call_1", response: { ok: true } },
  { ...base("approval_response", 0), type: "approval_response", call_id: "call_1", decision: "approve" },
  { ...base("child_completed", 0), type: "child_completed", child_chat_id: "child", workflow_id: "Flow" },
  { ...base("timer_fired", 0), type: "timer_fired", timer_id: "timer_1" },
  { ...base("feedback", 0), type: "feedback", message_id: "msg_1", rating: "up", by: "ann" },
];

export const newSession = { user_id: "ann", workflow_id: "Flow", workflow_version: "v1", title: "" };

/** Creates a chat with its first events. */
export async function createChat(
  store: EventStore,
  chatId: string,
  events: readonly NewEvent[] = [notice("first")],
  { tenant = acme, ...options }: { tenant?: Tenant; create?: Partial<typeof newSession> } = {},
): Promise<Appended> {
  const { head } = await store.read(tenant, chatId);
  return store.append(tenant, head, events, { create: { ...newSession, ...options.create } });
}

/** The details and texts of a log, in order. */
export async function textsOf(store: EventStore, chatId: string, tenant: Tenant = acme): Promise<string[]> {
  const { events } = await store.read(tenant, chatId);
  return events.map((event) =>
    event.type === "notice" ? (event.detail ?? "") : event.type === "user_message" ? (event.content ?? "") : event.type,
  );
}

function base(name: string, seconds: number) {
  return { timestamp: at(seconds), event_id: `evt_${name}` };
}
