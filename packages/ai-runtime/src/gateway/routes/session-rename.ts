import { RenameSession } from "@mozaiks/contracts";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { toSessionRow } from "../session-row.ts";

export const sessionRename = tokenEndpoint({
  method: "patch",
  path: "/api/sessions/{chat_id}",
  summary: "Rename a session",
  body: { name: "RenameSession", schema: RenameSession },
  answers: { 200: [{ description: "The session's row.", schema: "SessionRow" }] },
  problems: ["session.not-found", "session.workflow-mismatch"],
  async handle(call, parts) {
    const session = await accessChat(call, parts);
    await parts.store.rename(call.identity.tenant, session.chat_id, call.body.title);
    return call.c.json(toSessionRow({ ...session, title: call.body.title }));
  },
});
