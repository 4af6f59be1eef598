import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { ChatClient, ClientState } from "../client/chat-client.ts";

export const ClientContext = createContext<ChatClient | undefined>(undefined);

/** @throws Error outside `<ChatUIProvider>`. */
export function useChatClient(): ChatClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error("This component must be inside <ChatUIProvider>");
  return client;
}

/** A part of the client's state; the component renders again only when that part changes. */
export function useClient<T>(select: (state: ClientState) => T): T {
  return useStore(useChatClient().store, select);
}
