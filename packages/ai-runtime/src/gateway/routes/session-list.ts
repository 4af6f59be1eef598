import { type SessionPage, SessionStatus } from "@mozaiks/contracts";
import { z } from "zod";
import { tokenEndpoint } from "../endpoint.ts";
import { pageLimit } from "../page-limit.ts";
import { toSessionRow } from "../session-row.ts";

/** A launch token sees its user's sessions; a service token sees its app's, or those of the user it names. */
export const sessionList = tokenEndpoint({
  method: "get",
  path: "/api/sessions",
  summary: "List sessions, newest first",
  query: z.object({
    status: SessionStatus.optional(),
    cursor: z.string().max(1000).optional(),
    limit: pageLimit(200, 50),
  }),
  answers: { 200: [{ description: "A page.", schema: "SessionPage" }] },
  async handle({ c, identity, query }, { store }) {
    const { status, cursor, limit } = query;
    const page = await store.sessions(identity.tenant, {
      limit,
      ...(identity.user_id !== undefined && { user_id: identity.user_id }),
      ...(status && { status }),
      ...(cursor && { cursor }),
    });
    const answer: SessionPage = {
      sessions: page.sessions.map(toSessionRow),
      ...(page.next_cursor && { next_cursor: page.next_cursor }),
    };
    return c.json(answer);
  },
});
