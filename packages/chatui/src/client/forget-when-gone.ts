import type { ChatSession } from "../core/chat-session.ts";

/**
 * Calls back when the server knows a chat no more that nothing of was ever shown: one that was remembered and deleted
 * elsewhere meanwhile. Whoever was reading a chat is told by the chat itself. The result ends it.
 */
export function forgetWhenGone(session: ChatSession, forget: (chatId: string) => void): () => void {
  return session.store.subscribe(({ connection, view }) => {
    if (connection.phase !== "stopped" || view || connection.problem.code !== "session.not-found") return;
    queueMicrotask(() => forget(session.chatId));
  });
}
