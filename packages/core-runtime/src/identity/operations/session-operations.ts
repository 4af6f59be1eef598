import { MozaiksError } from "@mozaiks/contracts";
import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import type { IdentityParts } from "../identity-parts.ts";
import { endedSessions, isAlive } from "../sessions.ts";
import { commit, findRows } from "../stored-rows.ts";

const SessionItem = z.object({
  id: z.string(),
  organization: z.string(),
  user_agent: z.string().nullable(),
  created_at: z.string(),
  last_seen_at: z.string(),
  expires_at: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});

/** What somebody sees and ends of their own sign-ins (ASVS 5.0 V7.5.2). */
export const sessionOperations = ({ kernel }: IdentityParts): readonly Operation[] => [
  userOperation({
    id: "auth.sessions.list",
    method: "GET",
    path: "/api/auth/sessions",
    signInOnly: true,
    summary: "Lists one's own sessions.",
    output: z.object({ items: z.array(SessionItem) }),
    async handle({ session }) {
      const rows = await findRows(kernel, "_sessions", { account: session.user.id });
      const items = rows
        .filter((row) => isAlive(row, kernel.now()))
        .map(({ id, organization, user_agent, created_at, last_seen_at, expires_at }) => {
          const shown = { id, organization, user_agent, created_at, last_seen_at, expires_at };
          return { ...shown, current: id === session.sessionId };
        });
      return { body: { items } };
    },
  }),
  userOperation({
    id: "auth.sessions.delete-others",
    method: "DELETE",
    path: "/api/auth/sessions",
    signInOnly: true,
    summary: "Ends all one's other sessions.",
    async handle({ session }) {
      await commit(kernel, async () => {
        const unit = await endedSessions(kernel, session.user.id, ({ id }) => id !== session.sessionId);
        return { unit, result: undefined };
      });
      return {};
    },
  }),
  userOperation({
    id: "auth.sessions.delete",
    method: "DELETE",
    path: "/api/auth/sessions/{id}",
    signInOnly: true,
    summary: "Ends one of one's own sessions.",
    async handle({ session, params }) {
      await commit(kernel, async () => {
        const unit = await endedSessions(kernel, session.user.id, ({ id }) => id === params["id"]);
        if (unit.length === 0) throw new MozaiksError("record.not-found");
        return { unit, result: undefined };
      });
      return {};
    },
  }),
];
