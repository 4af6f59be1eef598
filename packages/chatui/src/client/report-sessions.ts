import type { ChatSession } from "../core/chat-session.ts";
import { toHostEvents, type HostEvent } from "../core/host-events.ts";

export interface SessionReportOptions {
  readonly sessions: () => readonly ChatSession[];
  /** Whether a person is looking at the chat. */
  readonly isSeen: (chatId: string) => boolean;
  /** Whether it is the chat that the surfaces are about. */
  readonly isCurrent: (chatId: string) => boolean;
  readonly tell: (event: HostEvent) => void;
}

/** Tells what happens in the open chats, and counts what nobody has read. */
export interface SessionReport {
  /** Begins with a chat; the result ends it. */
  readonly follow: (session: ChatSession) => () => void;
  /** What is looked at now counts as read. */
  readonly look: () => void;
}

export function createSessionReport({ sessions, isSeen, isCurrent, tell }: SessionReportOptions): SessionReport {
  let unread = 0;

  function look(): void {
    const open = sessions();
    for (const session of open) {
      if (session.store.getState().unread > 0 && isSeen(session.chatId)) session.markRead();
    }
    const count = open.reduce((sum, { store }) => sum + store.getState().unread, 0);
    if (count === unread) return;
    unread = count;
    tell({ type: "unread", count });
  }

  return {
    look,
    follow(session) {
      const unsubscribe = session.store.subscribe((after, before) => {
        for (const event of toHostEvents(before, after)) {
          const isOthers = event.type === "connection" && !isCurrent(session.chatId);
          if (event.type !== "unread" && !isOthers) tell(event);
        }
        if (after.unread !== before.unread) look();
      });
      return () => {
        unsubscribe();
        queueMicrotask(look);
      };
    },
  };
}
