/** Time, so that tests can hold it. */
export interface Clock {
  now(): Date;
}

/** Fresh ids: unguessable, and each `kind` with its own prefix (`evt_…`, `run_…`, `call_…`, `chat_…`). */
export interface Ids {
  next(kind: "evt" | "run" | "call" | "chat" | "msg" | "tkt"): string;
}
