import { useMemo } from "react";
import { en } from "../locales/en.ts";
import type { Messages } from "../locales/messages.ts";
import { useMessages } from "./use-messages.ts";

/** All that the chat says, in the reader's language. For parts that are loaded later: they bring the English words along. */
export function useAllMessages(): Messages {
  const spoken = useMessages();
  return useMemo(() => ({ ...en, ...spoken }), [spoken]);
}
