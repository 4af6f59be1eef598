import { useEffect } from "react";
import type { ChatSession } from "../../core/chat-session.ts";

/** Reconnects as soon as the network or the reader is back. */
export function useWakeUps(session: ChatSession): void {
  useEffect(() => {
    const wake = () => {
      const { phase } = session.store.getState().connection;
      if (document.visibilityState === "visible" && phase !== "stopped") session.wake();
    };
    globalThis.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
      globalThis.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [session]);
}
