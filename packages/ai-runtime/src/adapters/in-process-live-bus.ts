import { MozaiksError, type PartialMessage } from "@mozaiks/contracts";
import type { BusMessage, LiveBus } from "../ports/live-bus.ts";
import type { Tenant } from "../ports/tenant.ts";

export interface InProcessLiveBusOptions {
  /** Told what a listener or a partial's answer threw; the others are not disturbed. Default: a process warning. */
  readonly onFault?: (thrown: unknown) => void;
}

type Listener = (message: BusMessage) => void;
type Answer = () => PartialMessage | undefined;

/**
 * The embedded bus. Messages are delivered in a microtask after `publish`, in the order of all publishers, so nothing waits longer than
 * the synchronous code that published it. Of several that stream one chat the partial text of the highest epoch counts.
 * After disposal `publish` does nothing and `subscribe` rejects with `server.closing`.
 */
export function createInProcessLiveBus({ onFault = warn }: InProcessLiveBusOptions = {}): LiveBus {
  const listeners = new Map<string, Set<{ listener: Listener }>>();
  const answers = new Map<string, Set<{ answer: Answer }>>();
  let outbox: { readonly key: string; readonly message: BusMessage }[] = [];
  let isClosed = false;

  function deliver(): void {
    const messages = outbox;
    outbox = [];
    for (const { key, message } of messages) {
      for (const { listener } of listeners.get(key) ?? []) attempt(() => listener(message));
    }
  }

  function attempt<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (thrown) {
      onFault(thrown);
      return undefined;
    }
  }

  return {
    publish(tenant, chatId, message) {
      const key = keyOf(tenant, chatId);
      if (!listeners.has(key)) return;
      outbox.push({ key, message });
      if (outbox.length === 1) queueMicrotask(deliver);
    },

    async subscribe(tenant, chatId, listener) {
      if (isClosed) throw new MozaiksError("server.closing", "The bus is closed");
      const remove = addTo(listeners, keyOf(tenant, chatId), { listener });
      return { [Symbol.asyncDispose]: async () => remove() };
    },

    servePartial(tenant, chatId, answer) {
      return { [Symbol.dispose]: addTo(answers, keyOf(tenant, chatId), { answer }) };
    },

    async partial(tenant, chatId) {
      const partials = [...(answers.get(keyOf(tenant, chatId)) ?? [])].map(({ answer }) => attempt(answer));
      const known = partials.filter((partial) => partial !== undefined);
      return known.sort((a, b) => b.epoch - a.epoch)[0];
    },

    async [Symbol.asyncDispose]() {
      isClosed = true;
      listeners.clear();
      answers.clear();
    },
  };
}

/** Returns what takes it out again. */
function addTo<T>(sets: Map<string, Set<T>>, key: string, value: T): () => void {
  const set = sets.get(key) ?? new Set<T>();
  sets.set(key, set.add(value));
  return () => {
    if (set.delete(value) && set.size === 0 && sets.get(key) === set) sets.delete(key);
  };
}

/** Ids hold no `/`. */
function keyOf(tenant: Tenant, chatId: string): string {
  return `${tenant.app_id}/${chatId}`;
}

function warn(thrown: unknown): void {
  process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
}
