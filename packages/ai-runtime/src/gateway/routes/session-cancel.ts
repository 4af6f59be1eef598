import type { Ack } from "@mozaiks/contracts";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { actorOf } from "../access/actor.ts";

export const sessionCancel = tokenEndpoint({
  method: "post",
  path: "/api/sessions/{chat_id}/cancel",
  summary: "Stop what runs or waits",
  answers: { 202: [{ description: "Recorded, or nothing to stop.", schema: "Ack" }] },
  problems: ["session.not-found", "session.workflow-mismatch", "limit.messages"],
  async handle(call, parts) {
    const { c, identity } = call;
    const session = await accessChat(call, parts);
    parts.limits.message(identity);
    const { event_seq } = await parts.sessions.submit(
      identity.tenant,
      session.chat_id,
      { type: "cancel" },
      actorOf(identity),
    );
    const answer: Ack = event_seq === undefined ? {} : { event_seq };
    return c.json(answer, 202);
  },
});
