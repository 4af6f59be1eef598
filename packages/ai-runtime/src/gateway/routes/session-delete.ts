import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";

export const sessionDelete = tokenEndpoint({
  method: "delete",
  path: "/api/sessions/{chat_id}",
  summary: "Cancel what runs and erase the session for ever",
  answers: { 204: [{ description: "Erased; the id answers 404 from now on." }] },
  problems: ["session.not-found", "session.workflow-mismatch"],
  async handle(call, parts) {
    const session = await accessChat(call, parts);
    await parts.sessions.erase(call.identity.tenant, session.chat_id);
    return call.c.body(null, 204);
  },
});
