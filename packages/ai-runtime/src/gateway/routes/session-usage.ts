import type { UsageReport } from "@mozaiks/contracts";
import { tokenEndpoint } from "../endpoint.ts";
import { accessChat } from "../access/access-chat.ts";
import { readLog } from "../read-log.ts";

export const sessionUsage = tokenEndpoint({
  method: "get",
  path: "/api/sessions/{chat_id}/usage",
  summary: "What the session used and cost, call by call",
  answers: { 200: [{ description: "The ledger.", schema: "UsageReport" }] },
  problems: ["session.not-found", "session.workflow-mismatch"],
  async handle(call, parts) {
    const { c, identity } = call;
    const session = await accessChat(call, parts);
    const { usage, head_seq } = await parts.view(identity.tenant, session.chat_id);
    const calls: UsageReport["calls"] = [];
    for await (const event of readLog(parts.store, identity.tenant, session.chat_id)) {
      if (event.seq > head_seq) break;
      if (event.type !== "usage_update") continue;
      const { seq, timestamp, run_id, agent, model, tokens, cost_usd, estimated } = event;
      const marks = { ...(run_id !== undefined && { run_id }), ...(estimated !== undefined && { estimated }) };
      calls.push({ seq, timestamp, agent, model, tokens, cost_usd, ...marks });
    }
    const maxTokens = session.grant?.["max_tokens"];
    const answer: UsageReport = {
      chat_id: session.chat_id,
      calls,
      totals: usage,
      ...(typeof maxTokens === "number" && { max_tokens: maxTokens }),
    };
    return c.json(answer);
  },
});
