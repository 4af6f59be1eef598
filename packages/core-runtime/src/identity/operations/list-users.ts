import { z } from "zod";
import { userOperation } from "../../http/kernel-operation.ts";
import type { Operation } from "../../http/operation.ts";
import { always } from "../../expression/expr.ts";
import { fromCursor, toCursor } from "../../records/cursor.ts";
import type { IdentityParts } from "../identity-parts.ts";
import type { MemberRow } from "../identity-rows.ts";

const sort = [{ field: { kind: "field", name: "id", type: { kind: "text" } }, descending: false }] as const;

export const listUsersOperation = ({ kernel }: IdentityParts): Operation =>
  userOperation({
    id: "users.list",
    method: "GET",
    path: "/api/users",
    summary: "Lists the members of the active organisation.",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional(),
    }),
    output: z.object({
      items: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
      next_cursor: z.string().nullable(),
    }),
    async handle({ session, query: { limit, cursor } }) {
      const tenant = session.organization.id;
      const binding = { collection: "users", tenant, user: session.user.id, filter: null, sort };
      const after = cursor === undefined ? undefined : fromCursor(cursor, binding);
      const plan = { collection: "users", tenant, where: always, deleted: "exclude", sort, limit: limit + 1 } as const;
      const rows = await kernel.engine.find({ ...plan, ...(after && { after }) });
      const page = (rows as readonly MemberRow[]).slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        body: {
          items: page.map(({ id, name, email }) => ({ id, name, email })),
          next_cursor: last ? toCursor(last, binding) : null,
        },
      };
    },
  });
