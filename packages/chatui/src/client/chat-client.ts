import { createStore, type StoreApi } from "zustand/vanilla";
import { createApiClient, type ApiClient } from "../core/api-client.ts";
import { createDevAuthAdapter, type AuthAdapter } from "../core/auth-adapter.ts";
import type { ChatProblem } from "../core/chat-problem.ts";
import { createChatSession } from "../core/chat-session.ts";
import { keysWithPrefix, openBrowserStorage, type KeyValueStorage } from "../core/key-value-storage.ts";
import { checkConfig, defaultAskWorkflow, toOrigin, type ChatConfig } from "./chat-config.ts";
import type { ChatEvents, OpenedChat, OpenOptions } from "./chat-events.ts";
import { createChatOpener, type ChatOpener } from "./chat-opener.ts";
import { forgetWhenGone } from "./forget-when-gone.ts";
import { createHostEventSource, type HostEventSource } from "./host-event-source.ts";
import { createPageContext, type PageContext } from "./page-context.ts";
import { perFrame } from "./per-frame.ts";
import { recallSurface, rememberSurface } from "./remembered-surface.ts";
import { createSessionReport } from "./report-sessions.ts";
import { createSessionPool, type SessionPool } from "./session-pool.ts";
import { closedSurface, shownChat, toNextSurface, type SurfaceEvent, type SurfaceState } from "./surface-state.ts";
import { toSurfaceDetail } from "./surface-detail.ts";
import { wakeSessions } from "./wake-sessions.ts";

/** What the surfaces show beside the state of each chat. */
export interface ClientState {
  readonly config: ChatConfig;
  /** Before it is true commands wait. */
  readonly isReady: boolean;
  /** After `shutdown()`, until `boot()`. */
  readonly isShut: boolean;
  readonly surfaces: SurfaceState;
  /** The mode whose chat is being opened. */
  readonly opening: "ask" | "workflow" | undefined;
  /** Why the chat of the mode could not be opened. */
  readonly problem: ChatProblem | undefined;
  readonly unread: number;
  /** Counts how often somebody asked for the focus. */
  readonly focusRequests: number;
}

/** What the parts inside share, once it runs. */
export interface ClientServices {
  readonly baseUrl: string;
  readonly api: ApiClient;
  readonly auth: AuthAdapter;
  readonly storage: KeyValueStorage;
  readonly sessions: SessionPool;
}

/** The chat of one page without its looks: what is open, the chats behind it, and what hosts can ask of it. */
export interface ChatClient {
  readonly store: StoreApi<ClientState>;
  readonly context: PageContext;
  readonly on: HostEventSource<ChatEvents>["on"];
  /** Before it runs: what it will use. Made at the first call, in a browser. */
  readonly services: () => ClientServices;
  readonly open: (options?: OpenOptions) => Promise<OpenedChat>;
  readonly close: () => void;
  readonly toggle: () => void;
  /** What a person does in the surfaces. */
  readonly dispatch: (event: SurfaceEvent) => void;
  readonly opener: ChatOpener;
  /** Tells hosts that something does not work. */
  readonly fail: (problem: ChatProblem) => void;
  /** Changes what it names. */
  readonly update: (config: Partial<ChatConfig>) => void;
  /** From now on it is this alone. */
  readonly configure: (config: ChatConfig) => void;
  /** Begins to obey. The result stops it; it may begin again. */
  readonly start: () => () => void;
  /** Logs out: closes everything and forgets all that was stored. */
  readonly shutdown: () => void;
  /** Begins again after a shutdown, perhaps otherwise. */
  readonly boot: (config?: Partial<ChatConfig>) => void;
}

export interface ChatClientOptions {
  readonly config: ChatConfig;
  /** Default: the development server's own broker, an error anywhere else. */
  readonly auth?: AuthAdapter | undefined;
}

/** Nothing is asked of the network, and nothing of the page, before `start()`. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const events = createHostEventSource<ChatEvents>();
  const context = createPageContext();
  const store = createStore<ClientState>(() => ({
    config: checkConfig(options.config),
    isReady: false,
    isShut: false,
    surfaces: closedSurface,
    opening: undefined,
    problem: undefined,
    unread: 0,
    focusRequests: 0,
  }));
  let made: ClientServices | undefined;
  let queue: (() => void)[] = [];

  const isCurrent = (chatId: string): boolean => shownChat(store.getState().surfaces)?.chat_id === chatId;
  const report = createSessionReport({
    sessions: () => made?.sessions.all() ?? [],
    isCurrent,
    isSeen: (chatId) =>
      isCurrent(chatId) && store.getState().surfaces.surface !== "bubble" && document.visibilityState === "visible",
    tell({ type, ...detail }) {
      if (type === "unread" && "count" in detail) store.setState({ unread: detail.count });
      events.emit(type, detail);
    },
  });

  function services(): ClientServices {
    return (made ??= createServices());
  }

  function createServices(): ClientServices {
    const { api: server, ws } = store.getState().config;
    const baseUrl = toOrigin(server.baseUrl);
    const auth = options.auth ?? createDevAuthAdapter({ baseUrl });
    const [api, storage] = [createApiClient({ baseUrl, auth }), openBrowserStorage()];
    const sessions = createSessionPool({
      onCreated(session) {
        const endReport = report.follow(session);
        const endForgetting = forgetWhenGone(session, (chat_id) => dispatch({ type: "forget", chat_id }));
        return () => {
          endForgetting();
          endReport();
        };
      },
      isNeeded(chatId) {
        const { ask, workflow } = store.getState().surfaces.chats;
        return chatId === ask?.chat_id || chatId === workflow?.chat_id;
      },
      create(wanted) {
        const shared = { baseUrl, auth, api, storage, schedule: perFrame };
        const session = createChatSession({ ...shared, ...wanted, ...(ws && { wsBaseUrl: toOrigin(ws.baseUrl) }) });
        return {
          ...session,
          send(content, given, to, attachments) {
            const isAsk = store.getState().surfaces.chats.ask?.chat_id === wanted.chatId;
            session.send(content, given ?? (isAsk ? context.read() : undefined), to, attachments);
          },
        };
      },
    });
    return { baseUrl, api, auth, storage, sessions };
  }

  function dispatch(event: SurfaceEvent): void {
    const before = store.getState().surfaces;
    const surfaces = toNextSurface(before, event);
    if (surfaces === before) return;
    store.setState({ surfaces, ...(surfaces.mode !== before.mode && { problem: undefined }) });
    rememberSurface(services().storage, appId(), surfaces);
    const [was, is] = [toSurfaceDetail(before), toSurfaceDetail(surfaces)];
    if (!is && was) events.emit("close", {});
    if (is && (is.surface !== was?.surface || is.mode !== was.mode)) events.emit("open", is);
    report.look();
  }

  const appId = (): string => store.getState().config.chat?.defaultAppId ?? "";
  const fail = ({ code, title }: ChatProblem): void => events.emit("error", { code, title });
  const opener = createChatOpener({
    store,
    services,
    dispatch,
    askWorkflow: () => store.getState().config.chat?.askWorkflow ?? defaultAskWorkflow,
    fail,
  });

  function whenReady<T>(run: () => T | Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const go = (): void => {
      try {
        resolve(run());
      } catch (thrown) {
        reject(thrown);
      }
    };
    if (store.getState().isReady) go();
    else queue.push(go);
    // A host that does not look at the promise hears of failures by the `error` event.
    promise.catch(() => undefined);
    return promise;
  }

  function run(): () => void {
    const { sessions, storage } = services();
    store.setState({ surfaces: recallSurface(storage, appId()), isReady: true });
    const endWaking = wakeSessions(sessions);
    document.addEventListener("visibilitychange", report.look);
    events.emit("ready", {});
    for (const go of queue.splice(0)) go();
    return () => {
      endWaking();
      document.removeEventListener("visibilitychange", report.look);
      sessions.closeAll();
      made = undefined;
      store.setState({ isReady: false, opening: undefined, problem: undefined, unread: 0 });
    };
  }

  function update(changes: Partial<ChatConfig>): void {
    store.setState({ config: checkConfig({ ...store.getState().config, ...changes }) });
  }

  let isWanted = false;
  let stop: (() => void) | undefined;
  const begin = (): void => {
    if (isWanted && !store.getState().isShut) stop ??= run();
  };
  const end = (): void => {
    isWanted = false;
    stop?.();
    stop = undefined;
  };

  return {
    store,
    context,
    on: events.on,
    services,
    dispatch,
    opener,
    fail,
    open: (wanted) => whenReady(() => opener.open(wanted)),
    close: () => void whenReady(() => dispatch({ type: "close" })),
    toggle: () => void whenReady(() => opener.toggle()),
    update,
    configure: (config) => store.setState({ config: checkConfig(config) }),
    start() {
      isWanted = true;
      // Not at once: in its development mode React starts, stops and starts again whatever it mounts.
      queueMicrotask(begin);
      return end;
    },
    shutdown() {
      if (store.getState().surfaces.surface !== "bubble") dispatch({ type: "close" });
      const { storage } = services();
      end();
      queue = [];
      store.setState({ isShut: true, surfaces: closedSurface });
      for (const key of keysWithPrefix(storage, "mozaiks.")) storage.removeItem(key);
      events.clear();
      context.set({});
    },
    boot(changes) {
      if (changes) update(changes);
      if (!store.getState().isShut) return;
      store.setState({ isShut: false });
      isWanted = true;
      begin();
    },
  };
}
