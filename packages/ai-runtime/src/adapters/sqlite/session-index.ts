import { MozaiksError, type JsonObject, type SessionStatus } from "@mozaiks/contracts";
import type { EventStore, SessionRecord } from "../../ports/event-store.ts";
import { toInstant } from "../../ports/session-projection.ts";
import { tenantOf } from "../../ports/tenant.ts";
import { parseCursor, toCursor } from "../page-cursor.ts";
import type { DatabaseThread } from "./database-thread.ts";
import type { SessionColumns } from "./session-operations.ts";

type IndexMethods = "unsettled" | "session" | "sessions" | "rename" | "erase" | "isErased";

/** Finding, listing, renaming and erasing sessions. */
export function sessionIndex(thread: DatabaseThread): Pick<EventStore, IndexMethods> {
  return {
    async unsettled({ now, idleSince, limit }) {
      const query = { now: toInstant(now), idleSince: toInstant(idleSince), limit };
      const rows = await thread.read("unsettled", query);
      return rows.map(({ app_id, chat_id }) => ({ tenant: tenantOf(app_id), chat_id }));
    },

    async session(tenant, chatId) {
      const row = await thread.read("session", { app_id: tenant.app_id, chat_id: chatId });
      return row && toRecord(row);
    },

    async sessions(tenant, { user_id, status, limit, cursor }) {
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const filter = { app_id: tenant.app_id, user_id, status, after };
      // One more than asked for tells whether there is a next page.
      const rows = await thread.read("sessions", { ...filter, limit: limit + 1 });
      const sessions = rows.slice(0, limit).map(toRecord);
      const last = sessions.at(-1);
      return rows.length > limit && last ? { sessions, next_cursor: toCursor(last) } : { sessions };
    },

    async rename(tenant, chatId, title) {
      const isRenamed = await thread.write("rename", { app_id: tenant.app_id, chat_id: chatId, title });
      if (!isRenamed) throw new MozaiksError("session.not-found");
    },

    erase: (tenant, chatId) => thread.write("erase", { app_id: tenant.app_id, chat_id: chatId }),

    isErased: (tenant, chatId) => thread.read("isErased", { app_id: tenant.app_id, chat_id: chatId }),
  };
}

function toRecord({ runnable, wake_at, grant_json, status, ...row }: SessionColumns): SessionRecord {
  return {
    ...row,
    status: status as SessionStatus,
    runnable: runnable === 1,
    ...(wake_at !== null && { wake_at }),
    ...(grant_json !== null && { grant: JSON.parse(grant_json) as JsonObject }),
  };
}
