import { type ForkedSession, ForkSession } from "@mozaiks/contracts";
import { accessChat } from "../access/access-chat.ts";
import { socketUrl } from "../chat-url.ts";
import { tokenEndpoint } from "../endpoint.ts";

export const sessionFork = tokenEndpoint({
  method: "post",
  path: "/api/sessions/{chat_id}/fork",
  summary: "Copy a session up to the end of a run into a new one; what was used is not counted again",
  body: { name: "ForkSession", schema: ForkSession },
  answers: { 201: [{ description: "The new session, of the same person and version.", schema: "ForkedSession" }] },
  problems: [
    "session.not-found",
    "session.workflow-mismatch",
    "session.seq-ahead",
    "session.not-forkable",
    "limit.messages",
  ],
  async handle(call, parts) {
    const { c, identity, body } = call;
    const session = await accessChat(call, parts);
    parts.limits.message(identity);
    const fork = await parts.sessions.fork(identity.tenant, session.chat_id, body.at_seq);
    const answer: ForkedSession = { chat_id: fork.chat_id, workflow_id: fork.workflow_id, ws_url: socketUrl(c) };
    return c.json(answer, 201);
  },
});
