import type { Trace } from "@mozaiks/contracts";
import { toFrame } from "../../engine/redaction.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { readLog, toWholeEvent } from "../read-log.ts";

/** Service tokens see why and with what; launch tokens the same steps without what is hidden from clients. */
export const sessionTrace = tokenEndpoint({
  method: "get",
  path: "/api/sessions/{chat_id}/trace",
  summary: "Every step in order: who spoke, why, and what it did",
  answers: { 200: [{ description: "The steps.", schema: "Trace" }] },
  problems: ["session.not-found", "session.workflow-mismatch"],
  async handle(call, parts) {
    const { c, identity } = call;
    const session = await accessChat(call, parts);
    const entries: Trace["entries"] = [];
    for await (const event of readLog(parts.store, identity.tenant, session.chat_id)) {
      if (event.type === "usage_update") continue;
      const { chat_id: _chat, ...entry } = identity.kind === "service" ? toWholeEvent(event) : toFrame(event);
      entries.push(entry);
    }
    const answer: Trace = { chat_id: session.chat_id, entries };
    return c.json(answer);
  },
});
