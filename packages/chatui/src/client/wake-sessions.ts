import type { SessionPool } from "./session-pool.ts";

/** Reconnects chats as soon as the network or the reader is back, until the returned function is called. */
export function wakeSessions(pool: SessionPool): () => void {
  const wake = (): void => {
    if (document.visibilityState !== "visible") return;
    for (const session of pool.all()) if (session.store.getState().connection.phase !== "stopped") session.wake();
  };
  globalThis.addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  return () => {
    globalThis.removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", wake);
  };
}
