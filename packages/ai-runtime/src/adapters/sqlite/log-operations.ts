import type { DatabaseSync } from "node:sqlite";
import type { SessionPatch } from "../../ports/session-projection.ts";

/** One chat of one tenant. Every statement is keyed by both. */
export interface ChatKey {
  readonly app_id: string;
  readonly chat_id: string;
}

export interface AppendInput extends ChatKey {
  /** The head the caller saw; 0: the chat does not exist yet. */
  readonly expected: number;
  /** The events as JSON texts, in order of `seq`. */
  readonly bodies: readonly string[];
  readonly patch: SessionPatch;
  /** Absent: unchanged. */
  readonly runnable?: boolean | undefined;
  readonly wake_at?: string | null | undefined;
  readonly create?: NewSession | undefined;
}

export interface NewSession {
  readonly user_id: string;
  readonly workflow_id: string;
  readonly workflow_version: string;
  readonly title: string;
  readonly created_at: string;
  readonly grant_json: string | null;
}

/** `new`: the chat does not exist and the append does not say how to create it. */
export type AppendOutcome = "appended" | "conflict" | "erased" | "new";

export interface ReadInput extends ChatKey {
  readonly afterSeq: number;
  readonly beforeSeq?: number | undefined;
  readonly limit?: number | undefined;
}

export interface SettleInput extends ChatKey {
  readonly expected: number;
  readonly wake_at?: string | null | undefined;
}

/** The log: reading, appending at a head, settling. Made of prepared statements; each call runs to its end. */
export function logOperations(database: DatabaseSync) {
  const insertSession = database.prepare(`
    INSERT INTO session (app_id, chat_id, user_id, workflow_id, workflow_version, title, status, preview, created_at,
      updated_at, head_seq, runnable, wake_at, grant_json)
    VALUES (:app_id, :chat_id, :user_id, :workflow_id, :workflow_version, :title, :status, :preview, :created_at,
      :updated_at, :head_seq, :runnable, :wake_at, :grant_json)
    ON CONFLICT (app_id, chat_id) DO NOTHING
    RETURNING id`);
  const moveHead = database.prepare(`
    UPDATE session SET head_seq = :head_seq, updated_at = :updated_at, status = coalesce(:status, status),
      preview = coalesce(:preview, preview), title = CASE title WHEN '' THEN coalesce(:title, '') ELSE title END,
      runnable = coalesce(:runnable, runnable), wake_at = CASE :keep_wake_at WHEN 1 THEN wake_at ELSE :wake_at END
    WHERE app_id = :app_id AND chat_id = :chat_id AND head_seq = :expected
    RETURNING id`);
  const insertEvent = database.prepare("INSERT INTO event (session_id, seq, body) VALUES (?, ?, ?)");
  const settle = database.prepare(`
    UPDATE session SET runnable = 0, wake_at = CASE :keep_wake_at WHEN 1 THEN wake_at ELSE :wake_at END
    WHERE app_id = :app_id AND chat_id = :chat_id AND head_seq = :expected`);
  const tombstone = database.prepare("SELECT 1 FROM tombstone WHERE app_id = ? AND chat_id = ?");
  const head = database.prepare("SELECT id, head_seq FROM session WHERE app_id = ? AND chat_id = ?");
  const eventsFromStart = database.prepare(`
    SELECT e.body FROM session s JOIN event e ON e.session_id = s.id
    WHERE s.app_id = :app_id AND s.chat_id = :chat_id AND e.seq > :after AND e.seq < :before
    ORDER BY e.seq LIMIT :limit`);
  const eventsFromEnd = database.prepare(`
    SELECT e.body FROM session s JOIN event e ON e.session_id = s.id
    WHERE s.app_id = :app_id AND s.chat_id = :chat_id AND e.seq > :after AND e.seq < :before
    ORDER BY e.seq DESC LIMIT :limit`);

  const isErased = ({ app_id, chat_id }: ChatKey): boolean => tombstone.get(app_id, chat_id) !== undefined;

  function createSession(input: AppendInput, create: NewSession): number | undefined {
    const { patch } = input;
    const row = insertSession.get({
      app_id: input.app_id,
      chat_id: input.chat_id,
      ...create,
      title: create.title || (patch.title ?? ""),
      status: patch.status ?? "created",
      preview: patch.preview ?? "",
      updated_at: patch.updated_at,
      head_seq: input.bodies.length,
      runnable: input.runnable ? 1 : 0,
      wake_at: input.wake_at ?? null,
    });
    return row?.["id"] as number | undefined;
  }

  function moveSession(input: AppendInput): number | undefined {
    const { patch } = input;
    const row = moveHead.get({
      app_id: input.app_id,
      chat_id: input.chat_id,
      expected: input.expected,
      head_seq: input.expected + input.bodies.length,
      updated_at: patch.updated_at,
      status: patch.status ?? null,
      preview: patch.preview ?? null,
      title: patch.title ?? null,
      runnable: input.runnable === undefined ? null : Number(input.runnable),
      ...wakeAt(input.wake_at),
    });
    return row?.["id"] as number | undefined;
  }

  return {
    reads: {
      read({ app_id, chat_id, afterSeq, beforeSeq, limit }: ReadInput) {
        const row = head.get(app_id, chat_id);
        if (!row) return { isErased: isErased({ app_id, chat_id }), head_seq: 0, events: "[]" };
        const range = { app_id, chat_id, after: afterSeq, before: beforeSeq ?? Number.MAX_SAFE_INTEGER };
        const rows = (beforeSeq === undefined ? eventsFromStart : eventsFromEnd).all({ ...range, limit: limit ?? -1 });
        const bodies = rows.map(({ body }) => body as string);
        if (beforeSeq !== undefined) bodies.reverse();
        return { isErased: false, head_seq: row["head_seq"] as number, events: `[${bodies.join(",")}]` };
      },

      isErased,

      ping(): void {
        head.get("", "");
      },
    },
    writes: {
      append(input: AppendInput): AppendOutcome {
        if (input.expected === 0) {
          if (isErased(input)) return "erased";
          if (!input.create) return head.get(input.app_id, input.chat_id) ? "conflict" : "new";
        }
        const id = input.expected === 0 && input.create ? createSession(input, input.create) : moveSession(input);
        if (id === undefined) return isErased(input) ? "erased" : "conflict";
        input.bodies.forEach((body, index) => insertEvent.run(id, input.expected + index + 1, body));
        return "appended";
      },

      settle({ app_id, chat_id, expected, wake_at }: SettleInput): boolean {
        return settle.run({ app_id, chat_id, expected, ...wakeAt(wake_at) }).changes === 1;
      },
    },
  };
}

function wakeAt(time: string | null | undefined): { keep_wake_at: number; wake_at: string | null } {
  return { keep_wake_at: time === undefined ? 1 : 0, wake_at: time ?? null };
}
