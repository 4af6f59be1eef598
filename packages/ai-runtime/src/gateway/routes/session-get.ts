import { MozaiksError, type SessionDetail } from "@mozaiks/contracts";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { toSessionRow } from "../session-row.ts";

export const sessionGet = tokenEndpoint({
  method: "get",
  path: "/api/sessions/{chat_id}",
  summary: "The state of a session",
  answers: { 200: [{ description: "As a client sees it.", schema: "SessionDetail" }] },
  problems: ["session.not-found", "session.workflow-mismatch"],
  async handle(call, parts) {
    const session = await accessChat(call, parts);
    const view = await parts.view(call.identity.tenant, session.chat_id);
    if (!view.workflow) throw new MozaiksError("session.not-found");
    const answer: SessionDetail = {
      ...toSessionRow(session),
      status: view.status,
      workflow: view.workflow,
      ...(view.waiting_for && { waiting_for: view.waiting_for }),
      ...(view.run_id && { run_id: view.run_id }),
      head_seq: view.head_seq,
      context: view.context,
      open_requests: Object.values(view.open_requests),
    };
    return call.c.json(answer);
  },
});
