import type { ReactNode } from "react";
import type { OutboxEntry } from "../../core/outbox.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";

/** A message on its way: shown at once, with what keeps it when something does. */
export function OutgoingMessage({ entry }: { entry: OutboxEntry }): ReactNode {
  const session = useChatSession();
  const isOnline = useChat(({ connection }) => connection.phase === "online");
  if (entry.message.type !== "user_message") return null;
  return (
    <div className="mz-user" data-state={entry.state}>
      <span className="mz-hidden">You said: </span>
      <p className="mz-bubble">{entry.message.content}</p>
      {entry.problem && (
        <p className="mz-error">
          Not sent: {entry.problem.detail ?? entry.problem.title}{" "}
          <button type="button" className="mz-link" onClick={() => session.resend(entry.client_id)}>
            Send again
          </button>{" "}
          <button type="button" className="mz-link" onClick={() => session.discard(entry.client_id)}>
            Discard
          </button>
        </p>
      )}
      {entry.state === "queued" && !isOnline && <p className="mz-muted">Will be sent when the connection is back</p>}
    </div>
  );
}
