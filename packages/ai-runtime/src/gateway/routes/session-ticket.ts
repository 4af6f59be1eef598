import type { Ticket } from "@mozaiks/contracts";
import { sessionIdentity } from "../access/access.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { ensureSession } from "../access/ensure-session.ts";
import { ticketLifetimeS } from "../access/tickets.ts";

/** For browsers, whose sockets and event streams carry no headers. */
export const sessionTicket = tokenEndpoint({
  method: "post",
  path: "/api/sessions/{chat_id}/ticket",
  summary: "A ticket that opens one socket or event stream within 30 seconds",
  answers: { 200: [{ description: "The ticket; the session was made if it did not exist.", schema: "Ticket" }] },
  problems: ["session.not-found", "session.workflow-mismatch", "workflow.not-found"],
  async handle({ c, identity }, parts) {
    const session = await ensureSession(parts, identity, c.req.param("chat_id") ?? "");
    const ticket = await parts.tickets.issueTicket(sessionIdentity({ identity, session }));
    const answer: Ticket = { ticket, expires_in: ticketLifetimeS };
    return c.json(answer);
  },
});
