import { MozaiksError } from "@mozaiks/contracts";
import type { Tenant } from "../ports/tenant.ts";
import type { Consumer, WorkItem, WorkQueue } from "../ports/work-queue.ts";
import { createFairQueue } from "./fair-queue.ts";
import { startLongTimeout } from "./long-timeout.ts";

const firstBackoffMs = 100;
const longestBackoffMs = 5_000;

export interface InProcessWorkQueueOptions {
  /** Told what a handler rejected with; the item is delivered again anyway. Default: a process warning. */
  readonly onFault?: (thrown: unknown, item: { tenant: Tenant; chat_id: string }) => void;
  /** Ms since the epoch, for `at`. Default: the system's clock. */
  readonly now?: () => number;
  /** Chats that may wait at once. Default: 1,000,000. */
  readonly maxItems?: number;
}

interface Item {
  readonly tenant: Tenant;
  readonly chat_id: string;
  state: "ready" | "active" | "resting";
  /** Asked for again while it was being handled. */
  again: boolean;
  failures: number;
}

interface Intake {
  readonly handler: (item: WorkItem) => Promise<void>;
  readonly concurrency: number;
  readonly handling: Map<Item, { readonly abort: AbortController; readonly done: Promise<void> }>;
}

interface Delay extends Disposable {
  readonly at: number;
}

/**
 * The embedded work queue: one item per chat, apps take turns. A rejected item comes again after 100 ms, then twice as long each
 * time, at most 5 s. What a disposed consumer was handling goes to the next one. Nothing survives the process: the sweeper of the log does.
 * `enqueue` rejects with `queue.unavailable` when too many chats wait and `server.closing` after disposal.
 */
export function createInProcessWorkQueue(options: InProcessWorkQueueOptions = {}): WorkQueue {
  const { onFault = warn, now = Date.now, maxItems = 1_000_000 } = options;
  const items = new Map<string, Item>();
  const delays = new Map<string, Delay>();
  const rests = new Set<Disposable>();
  const ready = createFairQueue<Item>();
  const intakes = new Set<Intake>();
  let isPumping = false;
  let isClosed = false;

  function want(tenant: Tenant, chatId: string): void {
    const key = keyOf(tenant, chatId);
    const item = items.get(key);
    if (item) {
      item.again ||= item.state === "active";
      return;
    }
    const fresh: Item = { tenant, chat_id: chatId, state: "ready", again: false, failures: 0 };
    items.set(key, fresh);
    makeReady(fresh);
  }

  function makeReady(item: Item): void {
    item.state = "ready";
    ready.push(item.tenant.app_id, item);
    pump();
  }

  /** Handlers start in a microtask, never inside a caller's `enqueue`. */
  function pump(): void {
    if (isPumping) return;
    isPumping = true;
    queueMicrotask(() => {
      isPumping = false;
      for (let intake = mostIdle(); intake; intake = mostIdle()) {
        const item = ready.take();
        if (!item) return;
        start(intake, item);
      }
    });
  }

  function mostIdle(): Intake | undefined {
    const free = [...intakes].filter(({ handling, concurrency }) => handling.size < concurrency);
    return free.sort((a, b) => a.handling.size - b.handling.size)[0];
  }

  function start(intake: Intake, item: Item): void {
    item.state = "active";
    item.again = false;
    const abort = new AbortController();
    const done = handle(intake, item, abort.signal);
    intake.handling.set(item, { abort, done });
  }

  async function handle(intake: Intake, item: Item, signal: AbortSignal): Promise<void> {
    const { tenant, chat_id } = item;
    // The intake knows the delivery before the handler runs.
    await Promise.resolve();
    const outcome = await intake.handler({ tenant, chat_id, signal }).then(
      () => "handled" as const,
      (thrown: unknown) => {
        if (!signal.aborted) onFault(thrown, { tenant, chat_id });
        return "rejected" as const;
      },
    );
    intake.handling.delete(item);
    if (signal.aborted) makeReady(item);
    else if (outcome === "rejected") rest(item);
    else finish(item);
    pump();
  }

  function finish(item: Item): void {
    item.failures = 0;
    if (item.again) makeReady(item);
    else items.delete(keyOf(item.tenant, item.chat_id));
  }

  function rest(item: Item): void {
    const backoffMs = Math.min(firstBackoffMs * 2 ** item.failures, longestBackoffMs);
    item.failures += 1;
    item.state = "resting";
    const timer = startLongTimeout(Date.now() + backoffMs, Date.now, () => {
      rests.delete(timer);
      makeReady(item);
    });
    rests.add(timer);
  }

  function delay(tenant: Tenant, chatId: string, at: number): void {
    const key = keyOf(tenant, chatId);
    const known = delays.get(key);
    if (known && known.at <= at) return;
    known?.[Symbol.dispose]();
    const timer = startLongTimeout(at, now, () => {
      delays.delete(key);
      want(tenant, chatId);
    });
    delays.set(key, { at, [Symbol.dispose]: () => timer[Symbol.dispose]() });
  }

  async function stop(intake: Intake): Promise<void> {
    intakes.delete(intake);
    const handling = [...intake.handling.values()];
    for (const { abort } of handling) abort.abort();
    await Promise.all(handling.map(({ done }) => done));
  }

  return {
    async enqueue(tenant, chatId, { at } = {}) {
      if (isClosed) throw new MozaiksError("server.closing", "The work queue is closed");
      const key = keyOf(tenant, chatId);
      const isPending = items.has(key) || delays.has(key);
      if (!isPending && items.size + delays.size >= maxItems) {
        throw new MozaiksError("queue.unavailable", `${maxItems} chats are waiting already`);
      }
      if (at && at.getTime() > now()) delay(tenant, chatId, at.getTime());
      else want(tenant, chatId);
      return isPending ? "pending" : "accepted";
    },

    consume(handler, { concurrency }): Consumer {
      if (isClosed) throw new MozaiksError("server.closing", "The work queue is closed");
      const intake: Intake = { handler: async (item) => handler(item), concurrency, handling: new Map() };
      intakes.add(intake);
      pump();
      return {
        get active() {
          return intake.handling.size;
        },
        [Symbol.asyncDispose]: () => stop(intake),
      };
    },

    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const timer of [...delays.values(), ...rests]) timer[Symbol.dispose]();
      await Promise.all([...intakes].map(stop));
      delays.clear();
      rests.clear();
      ready.clear();
      items.clear();
    },
  };
}

/** Ids hold no `/`. */
function keyOf(tenant: Tenant, chatId: string): string {
  return `${tenant.app_id}/${chatId}`;
}

function warn(thrown: unknown): void {
  process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
}
