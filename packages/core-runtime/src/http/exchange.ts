import type { Session } from "../identity/identity.ts";

/** What the server knows of a request besides the request. */
export interface ClientFacts {
  /** Absent where nobody knows; then all who are not signed in count as one. */
  readonly clientAddress?: string | undefined;
  /** Whether a body follows; absent where only the request can tell. */
  readonly hasBody?: boolean;
  /** Where an answer's headers go when something else than the answer carries them. */
  readonly head?: { added: Readonly<Record<string, string>> | undefined };
}

/** A request on its way through the app, and what became known of it so far. */
export interface Exchange {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly facts: ClientFacts;
  readonly requestId: string;
  /** Goes out with the answer, whatever it is. */
  readonly headers: Record<string, string>;
  session: Session | null;
}

/** An answered request, for logs and metrics: nothing of what was said in it. */
export interface ServedRequest {
  readonly requestId: string;
  readonly method: string;
  /** What answered: an operation's id, never the path, which may hold anything. */
  readonly operation: string;
  readonly status: number;
  readonly durationMs: number;
  /** Of the problem, when it is one. */
  readonly code?: string;
  readonly tenant?: string;
  readonly user?: string;
  readonly clientAddress?: string;
}
