import { useEffect, useRef } from "react";
import { usePlace } from "../navigation.ts";
import { useChat, useChatSession } from "./chat-context.ts";
import { itemKey, type TranscriptItem } from "./transcript-items.ts";

/** Shows the message that the place names, loading what was said before until it is there. */
export function useLinkedMessage(
  items: readonly TranscriptItem[],
  moveTo: (index: number, align: "center") => void,
): void {
  const session = useChatSession();
  const { message } = usePlace();
  const hasEarlier = useChat(({ view }) => (view?.from_seq ?? 0) > 0);
  const done = useRef<string>(undefined);
  useEffect(() => {
    if (message === undefined || items.length === 0 || done.current === message) return;
    const index = items.findIndex(({ key }) => key === itemKey("message", message));
    if (index === -1 && hasEarlier) return session.loadEarlier();
    done.current = message;
    if (index !== -1) moveTo(index, "center");
  }, [session, message, items, hasEarlier, moveTo]);
}
