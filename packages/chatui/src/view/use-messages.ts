import { createContext, useContext } from "react";
import { en } from "../locales/en.ts";
import type { Messages } from "../locales/messages.ts";

export const MessagesContext = createContext<Messages>(en);

/** What the chat says, in the reader's language. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
