import type { ChatSession } from "../../src/core/chat-session.ts";
import type { OutboxEntry } from "../../src/core/outbox.ts";
import { handMadeSession } from "../stage/hand-made-session.ts";

const offline = handMadeSession({ connection: { phase: "reconnecting", attempt: 3 } });
const refusal = { code: "message.invalid", title: "The message does not have the shape its type needs" };

function entry(state: OutboxEntry["state"]): OutboxEntry {
  return {
    client_id: `out_${state}`,
    message: { type: "user_message", content: "And somewhere to eat fish?" },
    created_at_ms: Date.now(),
    state,
    ...(state === "failed" && { problem: refusal }),
  };
}

/** A message on its way, as far as each can be. */
export const outgoing: readonly { name: string; entry: OutboxEntry; session?: ChatSession }[] = [
  { name: "on its way", entry: entry("sent") },
  { name: "kept while offline", entry: entry("queued"), session: offline },
  { name: "refused", entry: entry("failed") },
];
