import type { Json } from "@mozaiks/contracts/fold";
import type { ChatClient } from "./chat-client.ts";
import type { ChatConfig } from "./chat-config.ts";
import type { ChatEvents, OpenedChat, OpenOptions } from "./chat-events.ts";

/** `window.mozaiksChat`: what any script of the page can do. */
export interface MozaiksChat {
  open(options?: OpenOptions): Promise<OpenedChat>;
  close(): void;
  toggle(): void;
  /** Returns what ends the subscription. */
  on<Name extends keyof ChatEvents>(name: Name, listener: (detail: ChatEvents[Name]) => void): () => void;
  /** After a shutdown: begins again, for the next person perhaps. */
  boot(config?: Partial<ChatConfig>): void;
  update(config: Partial<ChatConfig>): void;
  /** What the page shows, in place of what it said before: sent with each message of Ask mode, where agents read `ui.<name>`. */
  setContext(values: Readonly<Record<string, Json>>): void;
  /** At logout: ends all connections and forgets everything that was stored. */
  shutdown(): void;
  /** Calls that wait. While it runs, whatever is pushed runs at once. */
  q: Queue;
}

/** A call: the command's name, its arguments, and who wants the answer. */
export type QueuedCall = readonly [name: string, given: readonly unknown[], answer?: (result: unknown) => void];

interface Queue {
  push(call: QueuedCall): void;
}

declare global {
  interface Window {
    mozaiksChat?: MozaiksChat;
  }
}

const source = "mozaiks";

/**
 * Brings `window.mozaiksChat` to life: a stub that is there already, with all calls that wait in it, or a new one. Where
 * another chat of the page has it, nothing is done. The result takes it back.
 */
export function installWindowApi(client: ChatClient): () => void {
  const before = globalThis.window.mozaiksChat;
  if (before && !Array.isArray(before.q)) return () => undefined;
  const waiting: QueuedCall[] = before ? [...(before.q as unknown as QueuedCall[])] : [];
  const api = before ?? createStub();
  const run = (call: QueuedCall): void => {
    const [name, given, answer] = call;
    const command = commandOf(client, name);
    if (client.store.getState().isShut && name !== "boot") return void waiting.push(call);
    const result = command(...given);
    answer?.(result);
  };
  const flush = (): void => {
    for (const call of waiting.splice(0)) run(call);
  };
  api.q = { push: run };
  globalThis.window.mozaiksChat = api;
  let disconnect = connectWindowEvents(client);
  flush();
  const unsubscribe = client.store.subscribe(({ isShut }, { isShut: wasShut }) => {
    if (isShut === wasShut) return;
    disconnect();
    disconnect = isShut ? () => undefined : connectWindowEvents(client);
    if (!isShut) queueMicrotask(flush);
  });
  return () => {
    unsubscribe();
    disconnect();
    if (before) api.q = [];
    else delete globalThis.window.mozaiksChat;
  };
}

/** Commands that wait for a chat to run them. */
export function createStub(): MozaiksChat {
  const q: QueuedCall[] = [];
  const api = { q } as unknown as MozaiksChat;
  const later = (...call: QueuedCall): void => api.q.push(call);
  for (const name of ["close", "toggle", "boot", "update", "setContext", "shutdown"] as const)
    api[name] = (...given: readonly unknown[]) => later(name, given);
  api.open = (options) => new Promise((resolve) => later("open", [options], resolve as (result: unknown) => void));
  api.on = (name, listener) => {
    let end: unknown;
    let isOver = false;
    const stop = (): void => {
      isOver = true;
      if (typeof end === "function") end();
    };
    later("on", [name, listener], (result) => {
      end = result;
      if (isOver) stop();
    });
    return stop;
  };
  return api;
}

function commandOf(client: ChatClient, name: string): (...given: readonly unknown[]) => unknown {
  const commands: Record<string, (...given: never[]) => unknown> = {
    open: (options?: OpenOptions) => quietly(client.open(options)),
    close: () => client.close(),
    toggle: () => client.toggle(),
    on: client.on,
    boot: (config?: Partial<ChatConfig>) => client.boot(config),
    update: (config: Partial<ChatConfig>) => client.update(config),
    setContext: client.context.set,
    shutdown: () => client.shutdown(),
  };
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command as (...given: readonly unknown[]) => unknown;
  throw new TypeError(`window.mozaiksChat has no ${name}(); it has ${Object.keys(commands).join(", ")}`);
}

/** Whoever does not look at the promise hears of failures by the `error` event, not as an unhandled rejection. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** The same commands as events of the window, and our own doings as events too. */
function connectWindowEvents(client: ChatClient): () => void {
  const isOurs = (detail: unknown): boolean =>
    typeof detail === "object" && detail !== null && "source" in detail && detail.source === source;
  const open = (event: Event): void => {
    if (event instanceof CustomEvent && !isOurs(event.detail)) void quietly(client.open(event.detail ?? undefined));
  };
  const close = (event: Event): void => {
    if (event instanceof CustomEvent && !isOurs(event.detail)) client.close();
  };
  const tell = (name: string, detail: object): void =>
    void globalThis.window.dispatchEvent(new CustomEvent(name, { detail: { ...detail, source } }));
  const ends = [
    client.on("open", (detail) => tell("mozaiks:chat:open", detail)),
    client.on("close", (detail) => tell("mozaiks:chat:close", detail)),
  ];
  globalThis.window.addEventListener("mozaiks:chat:open", open);
  globalThis.window.addEventListener("mozaiks:chat:close", close);
  return () => {
    for (const end of ends) end();
    globalThis.window.removeEventListener("mozaiks:chat:open", open);
    globalThis.window.removeEventListener("mozaiks:chat:close", close);
  };
}
