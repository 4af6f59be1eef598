import { type Ack, MessageFeedback } from "@mozaiks/contracts";
import { accessChat } from "../access/access-chat.ts";
import { actorOf } from "../access/actor.ts";
import { tokenEndpoint } from "../endpoint.ts";

/** The last rating of a message counts; saying it again changes nothing. */
export const sessionFeedback = tokenEndpoint({
  method: "post",
  path: "/api/sessions/{chat_id}/feedback",
  summary: "Rate an agent's message, change the rating, or take it back with `null`",
  body: { name: "MessageFeedback", schema: MessageFeedback },
  answers: { 202: [{ description: "Recorded.", schema: "Ack" }] },
  problems: ["session.not-found", "session.workflow-mismatch", "message.not-found", "limit.messages"],
  async handle(call, parts) {
    const { c, identity, body } = call;
    const session = await accessChat(call, parts);
    parts.limits.message(identity);
    const answer: Ack = await parts.sessions.rate(identity.tenant, session.chat_id, body, actorOf(identity));
    return c.json(answer, 202);
  },
});
