import type { StoreApi } from "zustand/vanilla";
import { toGrant, type Grant } from "../core/auth-adapter.ts";
import { ChatRequestError, toChatProblem, type ChatProblem } from "../core/chat-problem.ts";
import { awaitWorkflow } from "./await-workflow.ts";
import type { ClientServices, ClientState } from "./chat-client.ts";
import type { OpenedChat, OpenOptions } from "./chat-events.ts";
import { shownChat, type ChatMode, type ChatRef, type SurfaceEvent } from "./surface-state.ts";

/** Finds or makes the chat that a command or a person wants, and shows it. */
export interface ChatOpener {
  readonly open: (options?: OpenOptions) => Promise<OpenedChat>;
  readonly toggle: () => void;
  /** Ask mode gets its chat when it has none. Failures are in the client's state. */
  readonly ensureAsk: () => void;
  /** A new chat of Ask mode. */
  readonly newAsk: () => Promise<OpenedChat>;
  /** A new chat of a workflow. @throws ChatRequestError */
  readonly newChat: (workflowName: string) => Promise<OpenedChat>;
  /** An earlier chat, in the mode that it belongs to. */
  readonly show: (chat: ChatRef, follows?: boolean) => void;
}

export interface ChatOpenerOptions {
  readonly store: StoreApi<ClientState>;
  readonly services: () => ClientServices;
  readonly dispatch: (event: SurfaceEvent) => void;
  readonly askWorkflow: () => string;
  /** Told of everything that could not be opened. */
  readonly fail: (problem: ChatProblem) => void;
}

export function createChatOpener({ store, services, dispatch, askWorkflow, fail }: ChatOpenerOptions): ChatOpener {
  let asking: Promise<OpenedChat> | undefined;

  const surfaces = () => store.getState().surfaces;

  /** Makes a chat while the mode shows that it is coming. */
  async function make(mode: ChatMode, workflowName: string): Promise<ChatRef> {
    store.setState({ opening: mode, problem: undefined });
    try {
      const { api, sessions } = services();
      const grant = await api.newChat(workflowName);
      const chat = toRef(grant, workflowName);
      sessions.open(chat.chat_id, { workflowId: chat.workflow_name, grant }).start();
      return chat;
    } catch (thrown) {
      const problem = toChatProblem(thrown);
      if (surfaces().mode === mode) store.setState({ problem });
      fail(problem);
      throw thrown;
    } finally {
      if (store.getState().opening === mode) store.setState({ opening: undefined });
    }
  }

  function newAsk(): Promise<OpenedChat> {
    asking ??= make("ask", askWorkflow())
      .then((chat) => {
        if (surfaces().mode === "ask" && surfaces().surface !== "bubble") dispatch({ type: "ask", chat });
        return chat;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  function askChat(): Promise<OpenedChat> {
    const { ask } = surfaces().chats;
    return ask ? Promise.resolve(ask) : newAsk();
  }

  async function newChat(workflowName: string): Promise<OpenedChat> {
    if (workflowName === askWorkflow()) return newAsk();
    const chat = await make("workflow", workflowName);
    dispatch({ type: "workflow", chat });
    return chat;
  }

  function show(chat: ChatRef, follows = false): void {
    if (chat.workflow_name === askWorkflow()) dispatch({ type: "ask", chat });
    else dispatch({ type: "workflow", chat, follows });
  }

  /** The chat, once it is certain that it is of that workflow. */
  async function checked({ chat_id, workflow_name }: Required<ChatRef>): Promise<ChatRef> {
    const { auth, sessions } = services();
    const isKnown = sessions.find(chat_id) !== undefined;
    try {
      const grant = isKnown ? undefined : toGrant(await auth.getToken({ chat_id, workflow_name }));
      if (grant?.chat_id !== undefined && grant.chat_id !== chat_id) throw mismatch();
      if (grant?.workflow_id && grant.workflow_id !== workflow_name) throw mismatch();
      const session = sessions.open(chat_id, { workflowId: workflow_name, grant });
      session.start();
      const found = await awaitWorkflow(session);
      if (found !== undefined && found !== workflow_name) throw mismatch();
      return { chat_id, workflow_name };
    } catch (thrown) {
      if (!isKnown) sessions.close(chat_id);
      fail(toChatProblem(thrown));
      throw thrown;
    }
  }

  async function openWorkflow({ chat_id, workflow_name }: OpenOptions): Promise<OpenedChat> {
    if (chat_id !== undefined && workflow_name !== undefined) {
      const chat = await checked({ chat_id, workflow_name });
      dispatch({ type: "workflow", chat });
      return chat;
    }
    dispatch({ type: "workflow", ...(chat_id !== undefined && { chat: { chat_id } }) });
    if (chat_id !== undefined) return { chat_id };
    if (workflow_name === undefined) return {};
    const chat = await make("workflow", workflow_name);
    dispatch({ type: "workflow", chat });
    return chat;
  }

  async function openShown(): Promise<OpenedChat> {
    dispatch({ type: "open" });
    return surfaces().mode === "ask" ? askChat() : (shownChat(surfaces()) ?? {});
  }

  async function openAsk({ chat_id }: OpenOptions): Promise<OpenedChat> {
    const chat = chat_id === undefined ? undefined : { chat_id, workflow_name: askWorkflow() };
    dispatch({ type: "ask", ...(chat && { chat }) });
    return chat ?? askChat();
  }

  return {
    async open(options = {}) {
      store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
      const { mode, chat_id, workflow_name, initial_message } = options;
      const isShown = mode === undefined && chat_id === undefined && workflow_name === undefined;
      const opened = isShown
        ? await openShown()
        : mode === "ask"
          ? await openAsk(options)
          : await openWorkflow(options);
      const message = initial_message?.trim() ?? "";
      if (message !== "" && opened.chat_id !== undefined) {
        const session = services().sessions.open(opened.chat_id, { workflowId: workflow_name });
        session.send(message);
        session.start();
      }
      return opened.chat_id === undefined ? {} : { chat_id: opened.chat_id };
    },
    toggle() {
      dispatch({ type: "toggle" });
      if (surfaces().surface === "bubble") return;
      store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
      if (surfaces().mode === "ask") askChat().catch(() => undefined);
    },
    ensureAsk: () => void askChat().catch(() => undefined),
    newAsk,
    newChat,
    show,
  };
}

function toRef({ chat_id, workflow_id }: Grant, workflowName: string): Required<ChatRef> {
  if (chat_id !== undefined) return { chat_id, workflow_name: workflow_id || workflowName };
  throw new ChatRequestError(0, {
    code: "auth.no-chat",
    title: "The token names no chat",
    detail: "Asked without `chat_id`, `authAdapter.getToken()` answers a token that names a new chat.",
  });
}

function mismatch(): ChatRequestError {
  return new ChatRequestError(409, {
    code: "session.workflow-mismatch",
    title: "The chat belongs to another workflow",
    detail: "`chat_id` and `workflow_name` disagree: give one of them, or both of the same chat.",
  });
}
