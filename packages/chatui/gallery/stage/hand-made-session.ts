import { emptyView, type SessionView } from "@mozaiks/contracts/fold";
import { createStore } from "zustand/vanilla";
import { noAnnotations } from "../../src/core/annotations.ts";
import type { ChatSession, ChatState } from "../../src/core/chat-session.ts";
import { workflow } from "../data/workflow.ts";

const ignore = (): void => undefined;
let made = 0;

export interface HandMade extends Partial<Omit<ChatState, "view">> {
  /** What differs from a chat that waits for the person; null: nothing has come yet. */
  readonly view?: Partial<SessionView> | null;
}

/** A chat that stays as it is described: what is done in it changes nothing. */
export function handMadeSession({ view, ...state }: HandMade = {}): ChatSession {
  made += 1;
  const chatId = `chat_${made}`;
  const whole: SessionView = { ...emptyView(chatId), workflow, status: "paused", waiting_for: "user", ...view };
  const store = createStore<ChatState>(() => ({
    view: view === null ? undefined : whole,
    annotations: noAnnotations,
    artifacts: whole.artifacts,
    connection: { phase: "online" },
    outbox: [],
    unread: 0,
    problem: undefined,
    ...state,
  }));
  return {
    chatId,
    store,
    start: ignore,
    send: ignore,
    respond: ignore,
    decide: ignore,
    act: ignore,
    cancel: () => true,
    retry: () => true,
    resend: ignore,
    discard: ignore,
    loadEarlier: ignore,
    wake: ignore,
    markRead: ignore,
    dismissProblem: ignore,
    close: ignore,
  };
}
