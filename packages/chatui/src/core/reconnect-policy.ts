import type { ChatProblem } from "./chat-problem.ts";

/** Delays between attempts: `baseMs` doubled each time up to `maxMs`, then spread over [half, whole] by chance. */
export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
}

export const defaultBackoff: Backoff = { baseMs: 500, maxMs: 15_000 };

/** What to do after a socket closed. */
export type AfterClose =
  | { readonly kind: "reconnect"; readonly delayMs: number }
  | { readonly kind: "restart" }
  | { readonly kind: "stop"; readonly problem: ChatProblem };

export interface CloseFacts {
  readonly code: number;
  /** What the server said before or while closing. */
  readonly problem?: ChatProblem;
  /** Failed attempts in a row before this one. */
  readonly attempt: number;
  /** Refusals of the token in a row, this one included. */
  readonly refusals: number;
  /** Whether the connection asked to go on from a seq above 0. */
  readonly resumed: boolean;
}

const maxRefusals = 3;
const rateLimitMs = 5_000;

/**
 * Pure: close code and history to decision. `restart` = forget what was received and begin at 0 (the log is shorter
 * than the client believes).
 */
export function afterClose(facts: CloseFacts, backoff: Backoff, random: () => number): AfterClose {
  const wait = (attempt: number, atLeastMs = 0): AfterClose => ({
    kind: "reconnect",
    delayMs: Math.max(atLeastMs, backoffDelay(attempt, backoff, random)),
  });
  switch (facts.code) {
    case 4400:
      return facts.resumed ? { kind: "restart" } : stop(facts, "request.invalid", "This chat cannot be opened");
    case 4401:
      return facts.refusals >= maxRefusals ? stop(facts, "token.invalid", "You are signed out") : wait(facts.attempt);
    case 4403:
      return stop(facts, "identity.mismatch", "This chat is not yours");
    case 4404:
      return stop(facts, "session.not-found", "This chat does not exist");
    case 4409:
      return stop(facts, "workflow.prerequisites-not-met", "This workflow cannot start yet");
    case 4429:
      return wait(facts.attempt, rateLimitMs);
    case 1001:
      return facts.attempt === 0 ? { kind: "reconnect", delayMs: 0 } : wait(facts.attempt - 1);
    default:
      return wait(facts.attempt);
  }
}

/** Milliseconds before the next attempt. */
export function backoffDelay(attempt: number, { baseMs, maxMs }: Backoff, random: () => number): number {
  return Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30)) * (0.5 + random() / 2);
}

/** The close code that a refused HTTP request amounts to. */
export function closeCodeOfStatus(status: number): number {
  return [400, 401, 403, 404, 409, 429].includes(status) ? 4000 + status : 1013;
}

function stop({ problem }: CloseFacts, code: string, title: string): AfterClose {
  return { kind: "stop", problem: problem ?? { code, title } };
}
