import type { ChatSession } from "../../src/core.ts";
import type { FixtureChat } from "../../src/testing.ts";

/** What the stream waits for, done through a tab as a person would; false when the tab does not offer it yet. */
export function doWhatIsAwaited(chat: FixtureChat, session: ChatSession): boolean {
  const next = chat.player.awaits;
  const { view } = session.store.getState();
  if (!next || !view) return false;
  switch (next.type) {
    case "user_message": {
      const { content = "", attachments } = next;
      session.send(content, undefined, undefined, attachments);
      return true;
    }
    case "ui_tool_response":
      if (!view.open_requests[next.call_id]) return false;
      session.respond(next.call_id, next.response);
      return true;
    case "approval_response":
      if (!view.open_requests[next.call_id]) return false;
      session.decide(next.call_id, next.decision, next.comment);
      return true;
    case "artifact_updated":
      if (view.artifacts[next.artifact_id]?.version !== next.version - 1) return false;
      session.act(next.artifact_id, "update_state", JSON.parse(JSON.stringify(next.patch)));
      return true;
    case "artifact_action":
      if (!view.artifacts[next.artifact_id]) return false;
      session.act(next.artifact_id, next.action, next.payload);
      return true;
    case "cancel_requested":
      return session.cancel();
    default:
      return session.retry();
  }
}
