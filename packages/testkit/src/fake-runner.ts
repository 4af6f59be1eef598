import type { PartialMessage, SessionEvent } from "@mozaiks/contracts";
import type { EventStore, Head, LiveBus, NewEvent, Tenant } from "@mozaiks/ai-runtime/ports";

export interface FakeRunnerOptions {
  readonly store: EventStore;
  readonly bus: LiveBus;
  readonly tenant: Tenant;
  readonly chatId: string;
  /** Numbers from 0 to 1; a seed makes a run repeatable. */
  readonly random: () => number;
  /** Called between any two things the runner does. Default: one turn of the event loop. */
  readonly pause?: () => Promise<void>;
}

/** A runner that streams nonsense into a real store and bus, dies, is taken over, and goes on as a zombie. */
export interface FakeRunner {
  readonly tenant: Tenant;
  readonly chatId: string;
  /** What every reader must end up with. */
  readonly truth: readonly SessionEvent[];
  /** The text each attempt streamed so far, by `message_id` and epoch. */
  textOf(messageId: string, epoch: number): string | undefined;
  /** One user message and the run it starts; `words` is how much each agent message says. */
  turn(words: number): Promise<void>;
}

type Draft = Omit<NewEvent, "timestamp" | "event_id"> & Record<string, unknown>;

interface Attempt {
  readonly message_id: string;
  readonly epoch: number;
  text: string;
}

const agent = "Narrator";
const usage = {
  model: "fake/narrator",
  tokens: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  cost_usd: null,
  user_id: "user_1",
  workflow_id: "Story",
};
/** How likely, at each word, is a takeover. */
const takeoverChance = 0.05;
const maxTakeovers = 3;

/** Opens the session. The chat must be new. */
export async function startFakeRunner(options: FakeRunnerOptions): Promise<FakeRunner> {
  const { store, bus, tenant, chatId, random } = options;
  const pause = options.pause ?? (() => new Promise<void>((resolve) => void setImmediate(resolve)));
  const truth: SessionEvent[] = [];
  const texts = new Map<string, string>();
  let head: Head = (await store.read(tenant, chatId)).head;
  let runs = 0;

  async function append(...drafts: readonly Draft[]): Promise<void> {
    const timestamp = "2026-11-20T12:00:00.000Z";
    const events = drafts.map((draft, index) => ({
      ...draft,
      timestamp,
      event_id: `evt_${truth.length + index + 1}`,
    })) as unknown as NewEvent[];
    const create = { user_id: "user_1", workflow_id: "Story", workflow_version: "v1", title: "" };
    const appended = await store.append(tenant, head, events, truth.length === 0 ? { create } : {});
    head = appended.head;
    for (const event of appended.events) {
      const frame = event as SessionEvent;
      truth.push(frame);
      bus.publish(tenant, chatId, { kind: "event", type: frame.type, seq: frame.seq, data: JSON.stringify(frame) });
    }
  }

  function say(attempt: Attempt, word: string): void {
    const { message_id, epoch, text } = attempt;
    const offset = text.length;
    attempt.text += word;
    texts.set(`${message_id} ${epoch}`, attempt.text);
    const frame = { type: "agent_message_delta", chat_id: chatId, timestamp: "2026-11-20T12:00:00.000Z" };
    const data = JSON.stringify({ ...frame, message_id, agent, epoch, offset, text: word });
    bus.publish(tenant, chatId, { kind: "delta", message_id, epoch, offset, end: attempt.text.length, data });
  }

  /** Streams one message, through as many attempts as it takes, and logs it. */
  async function message(run_id: string, firstEpoch: number, words: number): Promise<number> {
    const message_id = `msg_${truth.length}`;
    let attempt: Attempt = { message_id, epoch: firstEpoch, text: "" };
    const zombies: Attempt[] = [];
    const served: Disposable[] = [];
    const serve = (of: Attempt): void =>
      void served.push(bus.servePartial(tenant, chatId, (): PartialMessage => ({ ...of, agent })));
    serve(attempt);
    for (let word = 0; word < words; word++) {
      await pause();
      say(attempt, `${attempt.epoch}:${word} `);
      for (const zombie of zombies) if (random() < 0.5) say(zombie, `zombie ${zombie.epoch} `);
      if (random() >= takeoverChance || zombies.length >= maxTakeovers) continue;
      zombies.push(attempt);
      if (random() < 0.5) served.shift()?.[Symbol.dispose]();
      await append({ type: "run_recovery", run_id, step: message_id });
      attempt = { message_id, epoch: truth.length, text: "" };
      serve(attempt);
      word = -1;
    }
    const { epoch, text } = attempt;
    await append(
      { type: "agent_message", run_id, message_id, agent, epoch, content: text, finish_reason: "stop", visible: true },
      { type: "usage_update", run_id, agent, total_tokens: truth.length, app_id: tenant.app_id, ...usage },
    );
    for (const each of served) each[Symbol.dispose]();
    for (const zombie of zombies) say(zombie, `zombie ${zombie.epoch} at last `);
    return epoch;
  }

  await append({ type: "session_created", workflow_id: "Story", workflow_version: "v1", startup_mode: "UserDriven" });
  return {
    tenant,
    chatId,
    truth,
    textOf: (messageId, epoch) => texts.get(`${messageId} ${epoch}`),
    async turn(words) {
      const run_id = `run_${++runs}`;
      await append({ type: "user_message", message_id: `ask_${runs}`, content: `tell me ${runs}` });
      await append({ type: "run_started", run_id, cause: "user_message" });
      const started = truth.length;
      await append({ type: "agent_selected", run_id, agent, reason: { kind: "initial" } });
      const epoch = await message(run_id, started, words);
      const call = { run_id, call_id: `call_${runs}`, name: "look_up" };
      await append({ type: "tool_call", ...call, agent, kind: "module" });
      await pause();
      await append({ type: "tool_result", ...call, status: "ok", duration_ms: 1 });
      await message(run_id, epoch, Math.ceil(words / 2));
      await append({ type: "run_paused", run_id, waiting_for: "user" });
    },
  };
}
