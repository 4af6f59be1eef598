import { MozaiksError, toMozaiksError, type PartialMessage } from "@mozaiks/contracts";
import { toSessionState } from "@mozaiks/contracts/fold";
import { toFrame } from "../../engine/redaction.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EventStore, StoredEvent } from "../../ports/event-store.ts";
import type { BusMessage, LiveBus, Subscription } from "../../ports/live-bus.ts";
import type { Tenant } from "../../ports/tenant.ts";
import { endsText, TextCursor, noAttempt, type Logged } from "./session-stream-cursor.ts";
import { pageSize, type Opening, type SessionViews, type StartingPoint } from "./session-stream-views.ts";
import { StreamWriter, type StreamReader, type StreamWriterOptions } from "./session-stream-writer.ts";

export interface SessionStreamDeps extends StreamWriterOptions {
  readonly store: Pick<EventStore, "read">;
  readonly bus: LiveBus;
  readonly views: SessionViews;
  readonly clock: Clock;
  /** When the head is read again after a join, because the bus may lose the last event. Default 1.5 s. */
  readonly recheckMs?: number | undefined;
}

type MessageOf<K extends BusMessage["kind"]> = Extract<BusMessage, { kind: K }>;

/** What must be read before a live message can be delivered: the log, or the runner's text (from its start). */
type Missing = "log" | "gap" | "restart";

/** Live messages kept while the log is read. Beyond it they are dropped, and log and text are read once more. */
const maxHeld = 2048;
/** How often one stream may ask a runner for its text. */
const askEveryMs = 250;

/**
 * The join of one reader to one session: `session_state`, the logged events after its starting point, `replay_complete`,
 * then live events and text. Each `seq` is sent once and in order, whatever the bus loses, doubles or delays.
 */
export class SessionStream implements AsyncDisposable {
  readonly #deps: SessionStreamDeps;
  readonly #tenant: Tenant;
  readonly #chatId: string;
  readonly #writer: StreamWriter;
  #cursor = new TextCursor(noAttempt);
  #subscription: Subscription | undefined;
  /** Live messages that wait for the log; undefined while the stream is live. */
  #held: BusMessage[] | undefined = [];
  #hasDropped = false;
  #lastSeq = 0;
  #askedMs = 0;
  #recheckMs = 0;

  constructor(deps: SessionStreamDeps, tenant: Tenant, chatId: string, reader: StreamReader) {
    this.#deps = deps;
    this.#tenant = tenant;
    this.#chatId = chatId;
    this.#writer = new StreamWriter(reader, deps);
  }

  /** `seq` of the last logged event that was sent. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * Sends the state and the replay, and goes live. Resolves when it is live or was closed.
   * Fails the reader with `session.not-found`, `session.seq-ahead`, `store.unavailable`; never rejects.
   */
  async join(start: StartingPoint): Promise<void> {
    try {
      const { bus, views } = this.#deps;
      const subscription = await bus.subscribe(this.#tenant, this.#chatId, (message) => this.#receive(message));
      if (this.#writer.isClosed) return await subscription[Symbol.asyncDispose]();
      this.#subscription = subscription;
      const partial = await bus.partial(this.#tenant, this.#chatId);
      const opening = await views.open(this.#tenant, this.#chatId, start);
      if (this.#writer.isClosed) return;
      await this.#replay(opening, partial);
      this.#recheckMs = this.#nowMs() + (this.#deps.recheckMs ?? 1500);
      await this.#deliverHeld();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Reads the log for events that the bus lost. Never rejects. */
  async recheck(): Promise<void> {
    if (this.#held === undefined && !this.#writer.isClosed) await this.#catchUp([], "log");
  }

  /** Called about once a second by whoever keeps the time, for what is due. */
  tick(nowMs: number): void {
    this.#writer.tick(nowMs);
    if (this.#recheckMs === 0 || nowMs < this.#recheckMs) return;
    this.#recheckMs = 0;
    void this.recheck();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#writer.close();
    this.#held = undefined;
    const subscription = this.#subscription;
    this.#subscription = undefined;
    await subscription?.[Symbol.asyncDispose]();
  }

  #receive(message: BusMessage): void {
    if (this.#writer.isClosed) return;
    if (message.kind === "erased") {
      this.#deps.views.forget(this.#tenant, this.#chatId);
      this.#fail(new MozaiksError("session.not-found"));
    } else if (this.#held) {
      if (this.#held.push(message) <= maxHeld) return;
      this.#held.length = 0;
      this.#hasDropped = true;
    } else {
      const missing = this.#deliver(message);
      if (missing) void this.#catchUp([message], missing);
    }
  }

  async #replay(opening: Opening, partial: PartialMessage | undefined): Promise<void> {
    const { view, workflow, attempt, fromSeq, events } = opening;
    this.#cursor = new TextCursor(attempt);
    const isStreaming = partial !== undefined && this.#cursor.take(partial).length > 0;
    const timestamp = this.#timestamp();
    this.#writer.frame(
      toSessionState(view, { workflow, timestamp, from_seq: fromSeq, partial: isStreaming ? partial : undefined }),
    );
    const through = view.head_seq;
    this.#lastSeq = fromSeq;
    if (events) await this.#sendLogged(events);
    else while (this.#lastSeq < through && !this.#writer.isClosed) await this.#readPage(through);
    this.#writer.frame({ type: "replay_complete", chat_id: this.#chatId, timestamp, through_seq: through });
  }

  async #catchUp(held: BusMessage[], missing: Missing): Promise<void> {
    this.#held = held;
    try {
      await this.#deliverHeld(missing);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Reads what is missing, then delivers what came meanwhile, until nothing waits: the stream is live. */
  async #deliverHeld(missing?: Missing): Promise<void> {
    let wanted = missing;
    while (!this.#writer.isClosed) {
      if (wanted) await this.#readMissing(wanted);
      const held = this.#held ?? [];
      if (this.#hasDropped) {
        this.#hasDropped = false;
        wanted = "gap";
        continue;
      }
      const stuck = this.#deliverAll(held, wanted);
      if (!stuck) {
        this.#held = undefined;
        return;
      }
      this.#held = stuck.rest;
      wanted = stuck.missing;
    }
  }

  #deliverAll(
    held: readonly BusMessage[],
    found: Missing | undefined,
  ): { rest: BusMessage[]; missing: Missing } | undefined {
    for (const [index, message] of held.entries()) {
      const missing = this.#deliver(message, index === 0 ? found : undefined);
      if (missing) return { rest: held.slice(index), missing };
    }
    return undefined;
  }

  async #readMissing(missing: Missing): Promise<void> {
    const partial = missing === "log" ? undefined : await this.#deps.bus.partial(this.#tenant, this.#chatId);
    while (!this.#writer.isClosed) if (await this.#readPage()) break;
    if (!partial) return;
    const { message_id, agent, epoch } = partial;
    const delta = { type: "agent_message_delta", chat_id: this.#chatId, timestamp: this.#timestamp() } as const;
    for (const piece of this.#cursor.take(partial, missing === "restart"))
      this.#writer.frame({ ...delta, message_id, agent, epoch, ...piece });
  }

  /**
   * Delivers a live message, or says what must be read first. What was `found` just now is not asked for again: then the
   * message is dropped, and a later one, or a look at the log, brings what it had.
   */
  #deliver(message: BusMessage, found?: Missing): Missing | undefined {
    if (message.kind === "event") return this.#deliverEvent(message, found);
    if (message.kind === "delta") return this.#deliverDelta(message, found);
    if (message.kind === "transient") this.#writer.live(message.data);
    return undefined;
  }

  #deliverDelta(delta: MessageOf<"delta">, found?: Missing): Missing | undefined {
    const verdict = this.#cursor.see(delta);
    if (verdict === "send") this.#writer.live(delta.data);
    if (verdict === "send" || verdict === "drop") return undefined;
    if (verdict === "behind") {
      if (found !== "log") return "log";
      this.#cursor.accept(delta.epoch);
      return this.#deliverDelta(delta);
    }
    if (found === verdict || this.#nowMs() - this.#askedMs < askEveryMs) return undefined;
    this.#askedMs = this.#nowMs();
    return verdict;
  }

  #deliverEvent(event: MessageOf<"event">, found?: Missing): Missing | undefined {
    if (event.seq <= this.#lastSeq) return undefined;
    if (event.seq > this.#lastSeq + 1) {
      if (found !== undefined) this.#recheckMs = this.#nowMs() + 1000;
      return found === undefined ? "log" : undefined;
    }
    const { type, seq } = event;
    this.#cursor.logged(endsText(type) ? (JSON.parse(event.data) as Logged) : ({ type, seq } as Logged));
    this.#lastSeq = seq;
    this.#writer.live(event.data, seq);
    return undefined;
  }

  /** Reads and sends the next events of the log. Resolves to whether that was the last of them. */
  async #readPage(through = Number.POSITIVE_INFINITY): Promise<boolean> {
    const range = { afterSeq: this.#lastSeq, limit: pageSize };
    const { events, head_seq } = await this.#deps.store.read(this.#tenant, this.#chatId, range);
    await this.#sendLogged(events.filter((event) => event.seq <= through));
    return events.length === 0 || this.#lastSeq >= Math.min(head_seq, through);
  }

  /** Sends events of the log no faster than the reader takes them. */
  async #sendLogged(events: readonly StoredEvent[]): Promise<void> {
    for (const event of events) {
      if (this.#writer.isClosed) return;
      const frame = toFrame(event);
      this.#cursor.logged(frame);
      this.#lastSeq = frame.seq;
      await this.#writer.paced(JSON.stringify(frame), frame.seq);
    }
  }

  #fail(thrown: unknown): void {
    this.#held = undefined;
    this.#writer.fail(toMozaiksError(thrown));
  }

  #nowMs(): number {
    return this.#deps.clock.now().getTime();
  }

  #timestamp(): string {
    return this.#deps.clock.now().toISOString();
  }
}
