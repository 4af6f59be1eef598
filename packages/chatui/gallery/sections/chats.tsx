import type { GalleryState } from "../gallery-state.ts";
import type { ChatSession } from "../../src/core/chat-session.ts";
import { ChatHeader } from "../../src/view/chat/chat-header.tsx";
import { ChatScreen } from "../../src/view/chat/chat-screen.tsx";
import { answered, asked, called, said } from "../data/rows.ts";
import { handMadeSession } from "../stage/hand-made-session.ts";

const rows = [
  said("Three days in Lisbon, somewhere quiet"),
  called("search_hotels", "ok", { result: { found: 2 }, duration_ms: 640 }),
  answered("I found **two** hotels near the river.\n\n- Casa do Rio, with a garden\n- Alfama House, up the hill"),
  asked("core.confirm", { message: "Shall I hold a room at Casa do Rio until tomorrow?", confirm_label: "Hold it" }),
];
const problem = { code: "session.not-found", title: "Session not found" };
const refusal = { code: "session.nothing-to-retry", title: "The last run did not fail" };

const loading = handMadeSession({ view: null, connection: { phase: "connecting" } });
const fresh = handMadeSession({ view: { status: "created" } });
const busy = handMadeSession({ view: { rows, waiting_for: "ui_tool", agent: "scout" } });
const offline = handMadeSession({
  view: { rows },
  connection: { phase: "reconnecting", attempt: 4, retryAtMs: Date.now() + 3_600_000 },
});
const gone = handMadeSession({ view: null, connection: { phase: "stopped", problem } });
const ended = handMadeSession({ view: { rows, status: "completed" }, connection: { phase: "stopped", problem } });
const refused = handMadeSession({ view: { rows, status: "failed" }, problem: refusal });

/** Whole chats. */
export const chats: readonly GalleryState[] = [
  chat("loading", loading),
  chat("before anything was said", fresh),
  chat("in the middle", busy),
  chat("offline", offline),
  chat("cannot be opened", gone),
  chat("cut off for good", ended),
  chat("something was refused", refused),
];

function chat(name: string, session: ChatSession): GalleryState {
  const show = () => (
    <section className="mz-main gallery-chat" aria-label={name} lang="en">
      <ChatScreen chatId={session.chatId} workflowId={undefined} header={<ChatHeader onMenu={() => undefined} />} />
    </section>
  );
  return { name, session, isTall: true, show };
}
