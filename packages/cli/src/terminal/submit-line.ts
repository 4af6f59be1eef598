import type { ChatSession } from "@mozaiks/chatui/core";
import type { ClientMessage } from "@mozaiks/contracts/fold";

/**
 * Sends what a typed line means: a message, `/retry` after a failure, and with `isJson` a client message as JSON.
 * False when nothing was sent.
 */
export function submitLine(
  line: string,
  session: ChatSession,
  { isJson, write }: { isJson: boolean; write: (text: string) => void },
): boolean {
  const typed = line.trim();
  if (isJson && typed.startsWith("{")) return submitMessage(JSON.parse(typed) as ClientMessage, session);
  if (typed === "/retry") return session.store.getState().view?.status === "failed" && session.retry();
  if (typed === "/quit") return false;
  if (typed === "/help") {
    write("  /retry starts a failed run again · /quit or Ctrl-C leaves · Ctrl-C while it answers stops it\n");
    return false;
  }
  session.send(line);
  return true;
}

function submitMessage(message: ClientMessage, session: ChatSession): boolean {
  switch (message.type) {
    case "user_message":
      session.send(message.content, message.context);
      return true;
    case "ui_tool_response":
      session.respond(message.call_id, message.response);
      return true;
    case "approval_response":
      session.decide(message.call_id, message.decision, message.comment);
      return true;
    case "retry":
      return session.retry();
    default:
      return false;
  }
}
