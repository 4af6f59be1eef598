import { createContext, useContext } from "react";
import { firstEnglish } from "../locales/first-english.ts";
import type { FirstMessages } from "../locales/messages.ts";

export const MessagesContext = createContext<FirstMessages>(firstEnglish);

/** What the chat says at once, in the reader's language. What says more comes with it: `useAllMessages`. */
export function useMessages(): FirstMessages {
  return useContext(MessagesContext);
}
