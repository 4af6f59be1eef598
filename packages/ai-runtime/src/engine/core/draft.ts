import type { SessionEvent } from "@mozaiks/contracts";

/** What only the shell knows: order, identity, time. */
type Stamped =
  | "seq"
  | "chat_id"
  | "event_id"
  | "timestamp"
  | "run_id"
  | "duration_ms"
  | "expires_at"
  | "arguments_hash";

/** What a run took, which is known where its last event is folded. */
type Summed = "tokens" | "cost_usd";

type Undated<E> = E extends { type: "workflow_complete" }
  ? Omit<E, Stamped | Summed>
  : E extends unknown
    ? Omit<E, Stamped>
    : never;

/** An event as the pure core decides it. The shell adds ids, time, durations, sums and what is hidden from clients. */
export type Draft = Undated<SessionEvent>;

/** The draft of one type. */
export type DraftOf<T extends SessionEvent["type"]> = Extract<Draft, { type: T }>;
