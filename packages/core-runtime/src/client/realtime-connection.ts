import { backoffMs, wait } from "./backoff.ts";
import { isPassing, isProblem, networkProblem, type ProblemError } from "./problem-error.ts";
import type { Sender } from "./send-request.ts";
import { readEvents, type ServerSentEvent } from "./server-sent-events.ts";

export interface WireRecord {
  readonly id: string;
  readonly version: number;
}

/** What happened to the records of a subscription. */
export type ChangeEvent =
  | { readonly name: "created" | "updated"; readonly record: WireRecord }
  | { readonly name: "removed"; readonly id: string };

/** Who wants to hear of a subscription. */
export interface Listener {
  /** From now on every change is told: what was known before has to be listed anew. */
  onReady(): void;
  onChange(event: ChangeEvent): void;
  /** The connection is gone; it is being made again. */
  onLost(): void;
  /** The connection is back, and nothing was missed. */
  onFound(): void;
  /** The app refuses the subscription; it is asked again after signing in or switching. */
  onRefused(problem: ProblemError): void;
  /** Somebody else is signed in, or elsewhere: nothing that was known counts any more. */
  onBegin(): void;
}

interface NetworkEvents {
  addEventListener?(name: "online" | "offline", listener: () => void): void;
}

/** One stream for all subscriptions of a client: it comes back when it is lost, and goes on where it was. */
export interface RealtimeConnection {
  /** `sub`: `tasks`, `tasks:done == false`. Returns how to leave. */
  listen(sub: string, listener: Listener): () => void;
  /** Begins anew as whoever is signed in now. */
  readonly restart: () => void;
}

/** Changes of what is subscribed to are gathered for so long: a page leaves some and joins others at once. */
const gatherMs = 20;
/** A credential that was good may be on its way from another tab, which switches or changes the password. */
const renewalMs = 1_000;
/** The server says something every 15 s. */
const silenceMs = 45_000;

export function createRealtimeConnection(sender: Sender): RealtimeConnection {
  const listeners = new Map<string, Set<Listener>>();
  /** Subscriptions that the stream told of from their beginning. */
  const known = new Set<string>();
  const refused = new Set<string>();
  let lastEventId: string | undefined;
  let connected: readonly string[] = [];
  let current = new AbortController();
  let gathering: ReturnType<typeof setTimeout> | undefined;

  const subs = (): readonly string[] => [...listeners.keys()].filter((sub) => !refused.has(sub)).toSorted();

  /** What listeners do with what they are told, and throw, is no matter of the connection. */
  function tell(names: Iterable<string>, say: (listener: Listener) => void): void {
    for (const sub of names) for (const listener of listeners.get(sub) ?? []) queueMicrotask(() => say(listener));
  }

  function gather(): void {
    clearTimeout(gathering);
    gathering = setTimeout(() => {
      if (String(subs()) !== String(connected)) connect();
    }, gatherMs);
  }

  function connect(): void {
    current.abort();
    current = new AbortController();
    connected = subs();
    for (const sub of known) if (!connected.includes(sub)) known.delete(sub);
    if (connected.length > 0) void stay(connected, current.signal);
    else lastEventId = undefined;
  }

  /** Stays connected until it is aborted or refused. */
  async function stay(names: readonly string[], signal: AbortSignal): Promise<void> {
    let isDoubted = false;
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        await follow(names, signal, () => {
          failures = 0;
          isDoubted = false;
        });
      } catch (error) {
        if (!signal.aborted && isProblem(error) && !isPassing(error)) {
          const isRenewed = error.status === 401 && !isDoubted && names.some((sub) => known.has(sub));
          if (!isRenewed) return refuse(names, error);
          isDoubted = true;
        }
      }
      if (signal.aborted) return;
      tell(names, (listener) => listener.onLost());
      await wait(isDoubted ? renewalMs : backoffMs(failures), signal).catch(() => {});
    }
  }

  /** Who is new is refused and the others go on; when nobody is new, all are. */
  function refuse(names: readonly string[], problem: ProblemError): void {
    const fresh = names.filter((sub) => !known.has(sub));
    const gone = fresh.length > 0 ? fresh : names;
    for (const sub of gone) {
      known.delete(sub);
      refused.add(sub);
    }
    tell(gone, (listener) => listener.onRefused(problem));
    connect();
  }

  async function follow(names: readonly string[], signal: AbortSignal, onReady: () => void): Promise<void> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const query = names.map((sub) => `sub=${encodeURIComponent(sub)}`);
      const response = await sender.open("GET", `/api/realtime?${query.join("&")}`, {
        signal: AbortSignal.any([signal, silence.signal]),
        ...(lastEventId !== undefined && { headers: { "last-event-id": lastEventId } }),
      });
      if (!response.body) throw networkProblem("The stream has no body");
      for await (const event of readEvents(response.body)) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        if (signal.aborted) return;
        if (event.name === "ready") onReady();
        take(event, names);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  function take({ name, data, id }: ServerSentEvent, names: readonly string[]): void {
    const told = data === "" ? {} : JSON.parse(data);
    if (name === "ready") {
      const fresh = names.filter((sub) => !known.has(sub));
      for (const sub of fresh) known.add(sub);
      tell(fresh, (listener) => listener.onReady());
      tell(
        names.filter((sub) => !fresh.includes(sub)),
        (listener) => listener.onFound(),
      );
    } else if (name === "resync") tell([told.sub], (listener) => listener.onReady());
    else if (name === "created" || name === "updated")
      tell([told.sub], (listener) => listener.onChange({ name, record: told.record }));
    else if (name === "removed") tell([told.sub], (listener) => listener.onChange({ name, id: told.id }));
    if (id !== undefined) lastEventId = id;
  }

  // Only browsers tell: a stream notices late that its network is gone, and waits needlessly when it is back.
  const network = globalThis as typeof globalThis & NetworkEvents;
  network.addEventListener?.("offline", () => {
    current.abort();
    tell(connected, (listener) => listener.onLost());
  });
  network.addEventListener?.("online", connect);

  return {
    listen(sub, listener) {
      const all = listeners.get(sub) ?? new Set();
      listeners.set(sub, all.add(listener));
      refused.delete(sub);
      if (known.has(sub))
        queueMicrotask(() => {
          if (all.has(listener)) listener.onReady();
        });
      gather();
      return () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(sub) === all) listeners.delete(sub);
        gather();
      };
    },
    restart() {
      for (const forgotten of [known, refused]) forgotten.clear();
      lastEventId = undefined;
      tell(listeners.keys(), (listener) => listener.onBegin());
      connect();
    },
  };
}
