import type { SessionEvent, Transcript } from "@mozaiks/contracts";
import { toFrame } from "../../engine/redaction.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { readLog } from "../read-log.ts";

/** What people said and were told: the same for every token. */
export const sessionTranscript = tokenEndpoint({
  method: "get",
  path: "/api/sessions/{chat_id}/transcript",
  summary: "The conversation as text",
  answers: { 200: [{ description: "Every visible message, in order.", schema: "Transcript" }] },
  problems: ["session.not-found", "session.workflow-mismatch"],
  async handle(call, parts) {
    const session = await accessChat(call, parts);
    const entries: Transcript["entries"] = [];
    for await (const event of readLog(parts.store, call.identity.tenant, session.chat_id)) {
      const entry = toEntry(toFrame(event));
      if (entry) entries.push(entry);
    }
    const answer: Transcript = {
      chat_id: session.chat_id,
      workflow_id: session.workflow_id,
      title: session.title,
      entries,
    };
    return call.c.json(answer);
  },
});

function toEntry(event: SessionEvent): Transcript["entries"][number] | undefined {
  if (event.type !== "user_message" && event.type !== "agent_message") return undefined;
  const { seq, timestamp, content } = event;
  if (content === undefined) return undefined;
  if (event.type === "user_message") return { seq, timestamp, role: "user", content };
  const { agent, structured_output } = event;
  const structured = structured_output === undefined ? {} : { structured_output };
  return { seq, timestamp, role: "agent", agent, content, ...structured };
}
