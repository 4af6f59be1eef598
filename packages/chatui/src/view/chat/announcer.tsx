import { useEffect, useState, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { useChatSession } from "./chat-context.ts";
import { createNarrator } from "./narrator.ts";

const gatherMs = 700;
const maxKept = 4;

/**
 * Says what happens to those who cannot see it: who answers, then whole sentences, then that it is done; questions, ends,
 * the connection. What comes within a moment is said in one go.
 */
export function Announcer(): ReactNode {
  const { store } = useChatSession();
  const words = useMessages();
  const [said, setSaid] = useState<readonly { id: number; text: string }[]>([]);
  useEffect(() => {
    const narrator = createNarrator(words);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let count = 0;
    const speak = (): void => {
      timer = undefined;
      const text = narrator.tell();
      if (text === "") return;
      count += 1;
      const id = count;
      setSaid((before) => [...before, { id, text }].slice(-maxKept));
    };
    const stop = store.subscribe((state, before) => {
      if (narrator.hear(state, before)) timer ??= setTimeout(speak, gatherMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, words]);
  return (
    <div className="mz-hidden" role="status" aria-live="polite" aria-atomic="false">
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
