import type { DatabaseSync } from "node:sqlite";
import type { ChatKey } from "./log-operations.ts";

/** A session's index row as SQLite holds it. */
export interface SessionColumns extends ChatKey {
  readonly user_id: string;
  readonly workflow_id: string;
  readonly workflow_version: string;
  readonly title: string;
  readonly status: string;
  readonly preview: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly head_seq: number;
  readonly runnable: number;
  readonly wake_at: string | null;
  readonly grant_json: string | null;
}

export interface ListInput {
  readonly app_id: string;
  readonly user_id?: string | undefined;
  readonly status?: string | undefined;
  readonly limit: number;
  /** The last row of the page before. */
  readonly after?: { readonly created_at: string; readonly chat_id: string } | undefined;
}

const columns = `app_id, chat_id, user_id, workflow_id, workflow_version, title, status, preview, created_at, updated_at,
  head_seq, runnable, wake_at, grant_json`;

/** The session index: finding, listing, renaming, erasing. */
export function sessionOperations(database: DatabaseSync) {
  const find = database.prepare(`SELECT ${columns} FROM session WHERE app_id = ? AND chat_id = ?`);
  const page = (user: string) =>
    database.prepare(`
      SELECT ${columns} FROM session
      WHERE app_id = :app_id ${user} AND (:status IS NULL OR status = :status)
        AND (created_at, chat_id) < (:created_at, :chat_id)
      ORDER BY created_at DESC, chat_id DESC LIMIT :limit`);
  const pageOfApp = page("");
  const pageOfUser = page("AND user_id = :user_id");
  const unsettled = database.prepare(`
    SELECT app_id, chat_id, updated_at FROM session WHERE runnable = 1 AND updated_at <= :idle_since
    UNION
    SELECT app_id, chat_id, updated_at FROM session WHERE wake_at <= :now AND updated_at <= :idle_since
    ORDER BY updated_at LIMIT :limit`);
  const rename = database.prepare("UPDATE session SET title = :title WHERE app_id = :app_id AND chat_id = :chat_id");
  const bury = database.prepare("INSERT INTO tombstone (app_id, chat_id) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const eraseSession = database.prepare("DELETE FROM session WHERE app_id = ? AND chat_id = ? RETURNING id");
  const eraseEvents = database.prepare("DELETE FROM event WHERE session_id = ?");
  const eraseSnapshots = database.prepare("DELETE FROM snapshot WHERE session_id = ?");

  return {
    reads: {
      session({ app_id, chat_id }: ChatKey) {
        return find.get(app_id, chat_id) as SessionColumns | undefined;
      },

      sessions({ app_id, user_id, status, limit, after }: ListInput) {
        const { created_at, chat_id } = after ?? { created_at: "\u{10FFFF}", chat_id: "" };
        const filter = { app_id, status: status ?? null, created_at, chat_id, limit };
        const rows = user_id === undefined ? pageOfApp.all(filter) : pageOfUser.all({ ...filter, user_id });
        return rows as unknown as SessionColumns[];
      },

      unsettled({ now, idleSince, limit }: { now: string; idleSince: string; limit: number }) {
        return unsettled.all({ now, idle_since: idleSince, limit }) as unknown as ChatKey[];
      },
    },
    writes: {
      rename({ app_id, chat_id, title }: ChatKey & { title: string }): boolean {
        return rename.run({ app_id, chat_id, title }).changes === 1;
      },

      erase({ app_id, chat_id }: ChatKey): void {
        bury.run(app_id, chat_id);
        const row = eraseSession.get(app_id, chat_id);
        if (!row) return;
        eraseEvents.run(row["id"] as number);
        eraseSnapshots.run(row["id"] as number);
      },
    },
  };
}
