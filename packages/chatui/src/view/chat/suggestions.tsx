import type { ReactNode } from "react";
import { useMessages } from "../use-messages.ts";
import { useChat, useChatSession } from "./chat-context.ts";

const none: readonly string[] = [];

/** What one could say, until something is said. */
export function Suggestions(): ReactNode {
  const session = useChatSession();
  const { chat: words } = useMessages();
  const suggestions = useChat(({ view }) => view?.workflow?.suggestions ?? none);
  const isSilent = useChat(
    ({ view, outbox }) =>
      outbox.length === 0 &&
      view?.status !== "running" &&
      !view?.rows.some((row) => (row.kind === "message" && row.role === "user") || row.kind === "request"),
  );
  if (!isSilent || suggestions.length === 0) return null;
  return (
    <div className="mz-suggestions" aria-label={words.suggestions} role="group">
      {suggestions.map((text) => (
        <button key={text} type="button" dir="auto" className="mz-suggestion" onClick={() => session.send(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
