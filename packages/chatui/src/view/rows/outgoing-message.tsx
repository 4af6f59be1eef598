import type { ReactNode } from "react";
import type { OutboxEntry } from "../../core/outbox.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";
import { useMessages } from "../use-messages.ts";

/** A message on its way: shown at once, with what keeps it when something does. */
export function OutgoingMessage({ entry }: { entry: OutboxEntry }): ReactNode {
  const session = useChatSession();
  const { rows: words } = useMessages();
  const isOnline = useChat(({ connection }) => connection.phase === "online");
  if (entry.message.type !== "user_message") return null;
  return (
    <div className="mz-user" data-state={entry.state}>
      <span className="mz-hidden">{words.youSaid}</span>
      <p className="mz-bubble" dir="auto">
        {entry.message.content}
      </p>
      {entry.problem && (
        <p className="mz-error mz-refusal">
          {words.notSent(entry.problem.detail ?? entry.problem.title)}{" "}
          <button type="button" className="mz-link" onClick={() => session.resend(entry.client_id)}>
            {words.sendAgain}
          </button>{" "}
          <button type="button" className="mz-link" onClick={() => session.discard(entry.client_id)}>
            {words.discard}
          </button>
        </p>
      )}
      {entry.state === "queued" && !isOnline && <p className="mz-muted">{words.waitsForConnection}</p>}
    </div>
  );
}
