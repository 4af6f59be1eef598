import type { SessionStatus } from "@mozaiks/contracts";
import type { NewEvent, SessionRecord, StoredEvent } from "./event-store.ts";

/** What the events of one append change in a session's index, whatever the index held before. */
export interface SessionPatch {
  readonly updated_at: string;
  readonly status?: SessionStatus;
  /** Start of the last visible text in one line, at most 140 UTF-16 code units. */
  readonly preview?: string;
  /** Start of the first visible user message, at most 60; it counts only while the session has no title (`""`). */
  readonly title?: string;
}

/** The patch of 1..n events: the same for every store, applied in the write that appends them. */
export function sessionPatch(events: readonly (NewEvent | StoredEvent)[]): SessionPatch {
  const texts = events.map(visibleText);
  const status = events.map(statusAfter).findLast((status) => status !== undefined);
  const preview = texts.findLast((text) => text !== "");
  const title = texts.find((text, index) => text !== "" && events[index]?.type === "user_message");
  return {
    updated_at: toInstant(events.at(-1)?.timestamp ?? ""),
    ...(status && { status }),
    ...(preview && { preview: shorten(preview, 140) }),
    ...(title && { title: shorten(title, 60) }),
  };
}

/** The index after `events` were appended to the session; `runnable` and `wake_at` are the writer's to decide. */
export function projectSession(record: SessionRecord, events: readonly (NewEvent | StoredEvent)[]): SessionRecord {
  if (events.length === 0) return record;
  const { title, ...patch } = sessionPatch(events);
  return {
    ...record,
    ...patch,
    title: record.title === "" ? (title ?? "") : record.title,
    head_seq: record.head_seq + events.length,
  };
}

/**
 * One spelling for every time, so that stores can compare them as text.
 * @throws RangeError when it is not a time.
 */
export function toInstant(time: string): string {
  return new Date(time).toISOString();
}

function statusAfter(event: NewEvent | StoredEvent): SessionStatus | undefined {
  switch (event.type) {
    case "run_started":
    case "run_recovery":
      return "running";
    case "run_paused":
      return "paused";
    case "workflow_complete":
      return "completed";
    case "workflow_failed":
      return "failed";
    case "workflow_cancelled":
      return "cancelled";
    default:
      return undefined;
  }
}

/** What people may read of an event, or "". A long text is cut early: only its start is ever shown. */
function visibleText(event: NewEvent | StoredEvent): string {
  if (event.type !== "user_message" && event.type !== "agent_message") return "";
  if (event.redact?.includes("/content") || (event.type === "agent_message" && !event.visible)) return "";
  return (event.content ?? "").slice(0, 1000).replaceAll(/\s+/g, " ").trim();
}

/** Never ends in half a character. */
function shorten(text: string, max: number): string {
  if (text.length <= max) return text.toWellFormed();
  const start = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${start.trimEnd()}…`.toWellFormed();
}
