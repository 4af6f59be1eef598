import { isRunEnd, type PartialMessage, type SessionEvent } from "@mozaiks/contracts";
import type { BusMessage } from "../../ports/live-bus.ts";

type Delta = Extract<BusMessage, { kind: "delta" }>;

/** The newest attempt at a run, and which streamed texts it has finished: what late deltas are measured against. */
export interface Attempt {
  /** `seq` of the last `run_started`, `run_recovery` or run end: deltas of a lower epoch come from a runner that lost. */
  readonly epoch: number;
  /** Ids of the messages and calls that were logged since. */
  readonly ended: readonly string[];
}

export const noAttempt: Attempt = { epoch: 0, ended: [] };

/** Ids older than this many are forgotten: a delta comes at most a few messages late. */
const maxRemembered = 32;

/** The part of a logged event that deltas depend on. */
export type Logged = Pick<SessionEvent, "type" | "seq"> & {
  readonly message_id?: string | undefined;
  readonly call_id?: string | undefined;
};

/** The attempt after one more logged event. */
export function attemptAfter(attempt: Attempt, event: Logged): Attempt {
  if (opensAttempt(event)) return { epoch: event.seq, ended: [] };
  const id = streamedId(event);
  return id === undefined ? attempt : { ...attempt, ended: [...attempt.ended, id].slice(-maxRemembered) };
}

/** True for the types whose frame must be read to know which text they end. */
export function endsText(type: string): boolean {
  return type === "agent_message" || type === "tool_call";
}

/** How much of each streamed text one reader has. Idle, it holds nothing but a number. */
export class TextCursor {
  #epoch: number;
  /** Length of each text of this epoch; `Infinity` once its event was delivered. */
  #lengths: Map<string, number> | undefined;

  constructor(attempt: Attempt) {
    this.#epoch = attempt.epoch;
    for (const id of attempt.ended) this.#set(id, Number.POSITIVE_INFINITY);
  }

  logged(event: Logged): void {
    if (event.seq <= this.#epoch) return;
    if (opensAttempt(event)) this.#open(event.seq);
    else {
      const id = streamedId(event);
      if (id !== undefined) this.#set(id, Number.POSITIVE_INFINITY);
    }
  }

  /**
   * What to do with a delta: `send` it as it is (a reader cuts its text at `offset`), `drop` it, ask for the partial
   * text (`gap`; `restart`: all of it, because the same attempt begins its text again, or a duplicate looks like that),
   * or first read the log, which must have an attempt that was not seen yet (`behind`).
   */
  see(delta: Delta): "send" | "drop" | "gap" | "restart" | "behind" {
    if (delta.epoch < this.#epoch) return "drop";
    if (delta.epoch > this.#epoch) return "behind";
    const length = this.#lengths?.get(delta.message_id) ?? 0;
    if (delta.offset < length && Number.isFinite(length)) {
      if (delta.end === delta.offset) return this.#cut(delta);
      if (delta.offset === 0) return "restart";
    }
    if (delta.end <= length) return "drop";
    if (delta.offset > length) return "gap";
    this.#set(delta.message_id, delta.end);
    return "send";
  }

  /** Takes a runner's text so far; gives what the reader lacks of it, or all of it (`whole`). */
  take(partial: PartialMessage, whole = false): readonly { offset: number; text: string }[] {
    if (partial.epoch < this.#epoch) return [];
    if (partial.epoch > this.#epoch) this.#open(partial.epoch);
    const length = this.#lengths?.get(partial.message_id) ?? 0;
    const end = partial.text.length;
    if (length === Number.POSITIVE_INFINITY || (end <= length && !whole)) return [];
    this.#set(partial.message_id, end);
    if (!whole) return [{ offset: length, text: partial.text.slice(length) }];
    const all = { offset: 0, text: partial.text };
    return end < length ? [{ offset: 0, text: "" }, all] : [all];
  }

  /** Accepts an attempt that the log does not show, so that its texts can be followed. */
  accept(epoch: number): void {
    if (epoch > this.#epoch) this.#open(epoch);
  }

  /** An empty delta takes back what follows its offset. */
  #cut(delta: Delta): "send" {
    this.#set(delta.message_id, delta.offset);
    return "send";
  }

  #open(epoch: number): void {
    this.#epoch = epoch;
    this.#lengths = undefined;
  }

  #set(id: string, length: number): void {
    const lengths = (this.#lengths ??= new Map());
    lengths.delete(id);
    lengths.set(id, length);
    const [oldest] = lengths.keys();
    if (lengths.size > maxRemembered && oldest !== undefined) lengths.delete(oldest);
  }
}

function opensAttempt(event: Logged): boolean {
  return event.type === "run_started" || event.type === "run_recovery" || isRunEnd(event);
}

function streamedId(event: Logged): string | undefined {
  if (event.type === "agent_message") return event.message_id;
  return event.type === "tool_call" ? event.call_id : undefined;
}
