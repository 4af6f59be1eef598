import type { Grant } from "../core/auth-adapter.ts";
import type { ChatSession, ChatSessionOptions } from "../core/chat-session.ts";

/** What is known of a chat before it is connected. */
export interface ChatOrigin {
  readonly workflowId?: string | undefined;
  /** The token that named it, for its first connection. */
  readonly grant?: Grant | undefined;
}

/** Chats that stay connected while others are looked at. */
export interface SessionPool {
  /** The chat; made at the first call, not connected yet. */
  open(chatId: string, origin?: ChatOrigin): ChatSession;
  /** The chat, when it is there already. */
  find(chatId: string): ChatSession | undefined;
  all(): readonly ChatSession[];
  close(chatId: string): void;
  closeAll(): void;
}

export interface SessionPoolOptions {
  readonly create: (options: Pick<ChatSessionOptions, "chatId" | "workflowId" | "grant">) => ChatSession;
  /** Told of each chat when it is made; what it returns runs when the chat is closed. */
  readonly onCreated?: (session: ChatSession) => () => void;
  /** Chats that must not be closed to make room. */
  readonly isNeeded?: (chatId: string) => boolean;
  /** More than so many are not kept: the one not asked for longest goes first. Default 4. */
  readonly most?: number;
}

export function createSessionPool({ create, onCreated, isNeeded, most = 4 }: SessionPoolOptions): SessionPool {
  /** In the order they were asked for, the latest last. */
  const sessions = new Map<string, { session: ChatSession; end: (() => void) | undefined }>();

  function close(chatId: string): void {
    const found = sessions.get(chatId);
    if (!found) return;
    sessions.delete(chatId);
    found.end?.();
    found.session.close();
  }

  function makeRoom(): void {
    for (const [chatId, { session }] of sessions) {
      if (sessions.size <= most) return;
      const isAtWork = session.store.getState().view?.status === "running";
      if (!isAtWork && isNeeded?.(chatId) !== true) close(chatId);
    }
  }

  return {
    open(chatId, { workflowId, grant } = {}) {
      const found = sessions.get(chatId);
      if (found) {
        sessions.delete(chatId);
        sessions.set(chatId, found);
        return found.session;
      }
      // Not now: views ask for chats while they render, and a chat that closes changes what others show.
      queueMicrotask(makeRoom);
      const session = create({
        chatId,
        ...(workflowId !== undefined && { workflowId }),
        ...(grant && { grant }),
      });
      sessions.set(chatId, { session, end: undefined });
      sessions.set(chatId, { session, end: onCreated?.(session) });
      return session;
    },
    find: (chatId) => sessions.get(chatId)?.session,
    all: () => [...sessions.values()].map(({ session }) => session),
    close,
    closeAll() {
      for (const chatId of sessions.keys()) close(chatId);
    },
  };
}
