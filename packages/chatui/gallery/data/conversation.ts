import { writeStream, type GoldenStream } from "../../src/testing.ts";
import { workflow } from "./workflow.ts";

const answer = `I found two quiet hotels near the river.

| Hotel | Price | Walk to the river |
| --- | ---: | --- |
| Casa do Rio | 137 € | 4 minutes |
| Alfama House | 118 € | 9 minutes |

**Casa do Rio** has a garden. Shall I hold a room?`;

const trip = writeStream("trip", workflow)
  .event("user_message", { message_id: "m1", content: "Three days in Lisbon, somewhere quiet" })
  .run("message")
  .event("agent_selected", { agent: "scout", reason: { kind: "initial" } })
  .event("tool_call", {
    call_id: "t1",
    agent: "scout",
    name: "search_hotels",
    kind: "module",
    arguments: { city: "Lisbon" },
  })
  .event("tool_result", { call_id: "t1", name: "search_hotels", status: "ok", result: { found: 2 }, duration_ms: 640 })
  .stream("m2", "scout", [answer], {})
  .pause("user")
  .done();

const asking = writeStream("ask", { ...workflow, workflow_id: "ask", title: "Assistant" })
  .event("user_message", { message_id: "q1", content: "Where do I change the billing address?" })
  .run("message")
  .event("agent_selected", { agent: "scout", reason: { kind: "initial" } })
  .stream("q2", "scout", ["Under **Settings → Billing**. The next invoice carries the new address."], {})
  .pause("user")
  .done();

/** What the chats of the surfaces are made of. Nobody acts in them, so what people said is played as well. */
export const conversation: readonly GoldenStream[] = [trip, asking];
