import { inspect, isDeepStrictEqual } from "node:util";
import {
  applyEvent,
  emptyView,
  type Frame,
  type FrameOf,
  type PartialMessage,
  type SessionEvent,
  type SessionView,
} from "@mozaiks/contracts/fold";
import { startFakeRunner, unreliableLiveBus, type FakeRunner } from "@mozaiks/testkit";
import { systemClock } from "../../src/adapters/system-clock.ts";
import { SessionStream, type SessionStreamDeps } from "../../src/gateway/live/session-stream.ts";
import { SessionViews, type StartingPoint } from "../../src/gateway/live/session-stream-views.ts";
import type { StreamReader } from "../../src/gateway/live/session-stream-writer.ts";
import type { EventStore } from "../../src/ports/event-store.ts";
import type { LiveBus } from "../../src/ports/live-bus.ts";
import { tenantOf } from "../../src/ports/tenant.ts";

export interface RandomJoins {
  readonly store: EventStore;
  readonly bus: LiveBus;
  readonly seed: number;
  readonly joins: number;
  /** What the bus does to messages on top of what it does anyway. */
  readonly lose: number;
  readonly double: number;
}

/** What readers got, so that a test can see that there was something to get wrong. */
export interface RandomJoinsReport {
  /** Empty when all is well. */
  readonly violations: readonly string[];
  readonly takeovers: number;
  readonly deltas: number;
  readonly joinsInMidAnswer: number;
}

/**
 * Readers join one session at random moments and places while runners stream, die and come back as zombies. Looks at
 * every reader whether it got each `seq` once and in order, showed at any time a text that begins what that attempt streamed, and
 * folded in the end the view of the log.
 */
export async function proveRandomJoins(options: RandomJoins): Promise<RandomJoinsReport> {
  const random = seededRandom(options.seed);
  const { store } = options;
  const tenant = tenantOf("app_joins");
  const chatId = `chat_${options.seed}`;
  const bus = unreliableLiveBus(options.bus, { random, lose: options.lose, double: options.double });
  const views = new SessionViews({
    store,
    snapshotEvery: 20,
    workflowCard: async (workflow_id, version) => ({
      workflow_id,
      version,
      title: "Story",
      agents: [],
      suggestions: [],
    }),
    telemetry: {
      fault: (where, thrown) => {
        throw new Error(where, { cause: thrown });
      },
    },
  });
  const readers: Reader[] = [];
  const joining: Promise<void>[] = [];
  const runner = await startFakeRunner({
    store,
    bus: options.bus,
    tenant,
    chatId,
    random,
    // As long as a read of the store, so that joins last for some words.
    pause: async () => {
      if (readers.length < options.joins && random() < 0.3) {
        const reader = new Reader(
          { store, bus, views, clock: systemClock },
          runner,
          startOf(random, runner.truth.length),
          options.lose === 0,
        );
        readers.push(reader);
        joining.push(reader.join());
      }
      await store.ping();
    },
  });
  while (readers.length < options.joins) await runner.turn(5 + Math.floor(random() * 25));
  await Promise.all(joining);
  // The bus may have lost the last event: this is what the look at the head after a join is for.
  await Promise.all(readers.map((reader) => reader.stream.recheck()));

  const whole = runner.truth.reduce<SessionView>(applyEvent, emptyView(chatId));
  for (const reader of readers) {
    reader.check(whole);
    await reader.stream[Symbol.asyncDispose]();
  }
  return {
    violations: readers.flatMap((reader) => reader.violations),
    takeovers: runner.truth.filter((event) => event.type === "run_recovery").length,
    deltas: readers.reduce((sum, reader) => sum + reader.deltas, 0),
    joinsInMidAnswer: readers.filter((reader) => reader.beganInMidAnswer).length,
  };
}

/** A client that folds what it gets and checks its text at every frame. */
class Reader implements StreamReader {
  readonly violations: string[] = [];
  readonly stream: SessionStream;
  deltas = 0;
  beganInMidAnswer = false;
  readonly #runner: FakeRunner;
  readonly #start: StartingPoint;
  readonly #logged: SessionEvent[] = [];
  #view: SessionView;
  /** True when no text may be missing at the end of a message. */
  readonly #isWhole: boolean;
  #text: PartialMessage | undefined;
  #fromSeq = 0;
  #head = 0;
  #isLive = false;

  constructor(deps: SessionStreamDeps, runner: FakeRunner, start: StartingPoint, isWhole: boolean) {
    const { tenant, chatId } = runner;
    this.#isWhole = isWhole;
    this.#runner = runner;
    this.#start = start;
    this.#view = emptyView(chatId);
    this.stream = new SessionStream(deps, tenant, chatId, this);
  }

  join(): Promise<void> {
    return this.stream.join(this.#start);
  }

  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    const problem = this.#see(frame);
    if (problem) this.violations.push(`${problem} by ${text} at seq ${this.stream.lastSeq}`);
    this.#view = applyEvent(this.#view, frame);
    if (this.#view.partial?.text !== this.#text?.text && this.#isLive)
      this.violations.push(`the fold shows ${this.#view.partial?.text}, sent was ${this.#text?.text}`);
  }

  /** A client that trusts every frame: what it would show wrong. */
  #see(frame: Frame): string | undefined {
    if ("seq" in frame) this.#logged.push(frame);
    switch (frame.type) {
      case "session_state":
        this.#fromSeq = frame.from_seq;
        this.#head = frame.head_seq;
        this.#text = frame.partial;
        this.beganInMidAnswer = frame.partial !== undefined;
        return this.#checkText();
      case "replay_complete":
        this.#isLive = true;
        return undefined;
      case "agent_message_delta":
        this.deltas += 1;
        return this.#append(frame);
      case "agent_message": {
        if (!this.#isLive) return undefined;
        const text = this.#text?.message_id === frame.message_id ? this.#text.text : "";
        if (text !== "") this.#text = undefined;
        return this.#isWhole && text !== frame.content ? `text ${text} was not whole` : undefined;
      }
      default:
        return undefined;
    }
  }

  #append({ message_id, epoch, offset, text }: FrameOf<"agent_message_delta">): string | undefined {
    const seen = this.#runner.truth.slice(0, Math.max(this.#head, this.stream.lastSeq));
    const newest = seen.findLast((event) => event.type === "run_started" || event.type === "run_recovery");
    if (epoch < (newest?.seq ?? 0)) return "a runner that lost was heard";
    if (seen.some((event) => event.type === "agent_message" && event.message_id === message_id)) return "too late";
    const before = this.#text?.message_id === message_id && this.#text.epoch === epoch ? this.#text.text : "";
    if (offset > before.length) return `text is missing after ${before}`;
    if (offset + text.length <= before.length && offset > 0 && text !== "") return "nothing new";
    this.#text = { message_id, epoch, agent: "", text: before.slice(0, offset) + text };
    return this.#checkText();
  }

  #checkText(): string | undefined {
    if (!this.#text) return undefined;
    const { message_id, epoch, text } = this.#text;
    const streamed = this.#runner.textOf(message_id, epoch) ?? "";
    return streamed.startsWith(text) ? undefined : `the text is ${text}, it was ${streamed}`;
  }

  bufferedBytes(): number {
    return 0;
  }

  fail(error: Error): void {
    this.violations.push(`failed: ${error.message}`);
  }

  check(whole: SessionView): void {
    const { tail, afterSeq = 0 } = this.#start;
    const { rows, rows_seq, from_seq, ...state } = this.#view;
    if (tail === undefined) this.#compare("from_seq", this.#fromSeq, afterSeq);
    this.#compare("logged events", this.#logged, this.#runner.truth.slice(this.#fromSeq));
    this.#compare("state", { ...whole, ...state, workflow: whole.workflow }, whole);
    this.#compare("rows_seq and from_seq", [rows_seq, from_seq], [whole.head_seq, this.#fromSeq]);
    if (this.#fromSeq === 0) this.#compare("rows", rows, whole.rows);
  }

  #compare(what: string, found: unknown, wanted: unknown): void {
    if (!isDeepStrictEqual(found, wanted)) this.violations.push(`${what}: ${inspect({ found, wanted }, { depth: 2 })}`);
  }
}

function startOf(random: () => number, head: number): StartingPoint {
  const kind = random();
  if (kind < 0.4) return {};
  return kind < 0.7 ? { afterSeq: Math.floor(random() * (head + 1)) } : { tail: Math.floor(random() * 30) };
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
