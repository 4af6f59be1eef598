import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { ChatState } from "../../core/chat-session.ts";
import { useChatSession } from "../chat/chat-context.ts";
import { createPace } from "./pace.ts";

/**
 * The text so far of a message that is being streamed; "" when it is not. A block that stays open for long (a list or table
 * of hundreds of lines) has to be read again with each piece, so a text that takes long to draw is drawn less often.
 */
export function useStreamedText(messageId: string): string {
  const { store } = useChatSession();
  const [pace] = useState(() => createPace(() => performance.now()));
  const subscribe = useCallback(
    (draw: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const paced = (): void => {
        timer = undefined;
        pace.begin();
        draw();
      };
      const stop = store.subscribe((state, before) => {
        if (timer !== undefined || textOf(state, messageId) === textOf(before, messageId)) return;
        const waitMs = pace.wait();
        if (waitMs > 0) timer = setTimeout(paced, waitMs);
        else paced();
      });
      return () => {
        stop();
        clearTimeout(timer);
      };
    },
    [store, messageId, pace],
  );
  const read = () => textOf(store.getState(), messageId);
  const text = useSyncExternalStore(subscribe, read, read);
  useLayoutEffect(() => pace.end());
  return text;
}

function textOf({ view }: ChatState, messageId: string): string {
  return view?.partial?.message_id === messageId ? view.partial.text : "";
}
