"use client";
import { useMemo } from "react";
import type { ChatClient } from "../client/chat-client.ts";
import type { ChatMode, Surface } from "../client/surface-state.ts";
import { useChatClient, useClient } from "./provider-context.ts";

/** What a component of the host can see and do. */
export interface ChatUI extends Pick<ChatClient, "open" | "close" | "toggle" | "on" | "shutdown"> {
  readonly surface: Surface;
  readonly mode: ChatMode;
  /** How much of all open chats has not been read. */
  readonly unread: number;
  /** Commands given before it is true are obeyed as soon as it is. */
  readonly isReady: boolean;
}

/** The chat of the page. The commands keep their identity. @throws Error outside `<ChatUIProvider>`. */
export function useChatUI(): ChatUI {
  const { open, close, toggle, on, shutdown } = useChatClient();
  const surface = useClient((state) => state.surfaces.surface);
  const mode = useClient((state) => state.surfaces.mode);
  const unread = useClient((state) => state.unread);
  const isReady = useClient((state) => state.isReady);
  return useMemo(
    () => ({ open, close, toggle, on, shutdown, surface, mode, unread, isReady }),
    [open, close, toggle, on, shutdown, surface, mode, unread, isReady],
  );
}
