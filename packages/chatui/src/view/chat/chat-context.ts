import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { ChatSession, ChatState } from "../../core/chat-session.ts";

export const ChatContext = createContext<ChatSession | undefined>(undefined);

/** The chat this component is in. @throws Error outside a chat. */
export function useChatSession(): ChatSession {
  const session = useContext(ChatContext);
  if (!session) throw new Error("This component must be inside a chat");
  return session;
}

/** A part of the chat's state; the component renders again only when that part changes. */
export function useChat<T>(select: (state: ChatState) => T): T {
  return useStore(useChatSession().store, select);
}
