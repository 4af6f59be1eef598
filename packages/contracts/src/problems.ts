import { appProblems } from "./app-problems.ts";
import { closeCodes } from "./close-codes.ts";

/** What the workflow runtime can answer; `close` is the WebSocket close code when it is not `4000 + status`. */
export const runtimeProblems = {
  "request.invalid": { status: 400, title: "The request is not valid" },
  "request.too-large": { status: 413, title: "The request is too large", close: 1009 },
  "request.unsupported-media-type": { status: 415, title: "The body must be JSON" },
  "route.not-found": { status: 404, title: "No such route" },
  "message.malformed": { status: 400, title: "The message is not a JSON object in UTF-8", close: 1008 },
  "message.unknown-type": { status: 400, title: "No client message has this type" },
  "message.invalid": { status: 400, title: "The message does not have the shape its type needs" },

  "token.missing": { status: 401, title: "A token is required" },
  "token.invalid": { status: 401, title: "The token is not valid" },
  "token.expired": { status: 401, title: "The token has expired" },
  "ticket.invalid": { status: 401, title: "The ticket is unknown, used or expired" },
  "identity.mismatch": { status: 403, title: "The identity in the request is not the token's" },
  "scope.insufficient": { status: 403, title: "The token's scope does not allow this" },
  "origin.not-allowed": { status: 403, title: "This origin may not connect" },

  "session.not-found": { status: 404, title: "Session not found" },
  "session.exists": { status: 409, title: "The session exists already" },
  "session.no-chat": { status: 409, title: "This workflow takes no messages" },
  "session.workflow-mismatch": { status: 409, title: "The session belongs to another workflow", close: 4400 },
  "session.seq-ahead": { status: 400, title: "The seq asked for is ahead of the session" },
  "session.not-forkable": { status: 409, title: "A session is forked where a run ended" },
  "session.nothing-to-retry": { status: 409, title: "The last run did not fail" },
  "request.not-open": { status: 409, title: "This request is not open" },
  "response.invalid": { status: 400, title: "The response does not have the shape the tool asked for" },
  "attachment.not-found": { status: 404, title: "No such upload" },
  "message.not-found": { status: 404, title: "No such message" },
  "artifact.not-found": { status: 404, title: "No such artifact" },
  "artifact.invalid": { status: 400, title: "The state is not one this artifact can have" },
  "artifact.action-not-allowed": { status: 403, title: "This artifact does not take this action" },
  "artifact.version-conflict": { status: 409, title: "The artifact was changed meanwhile" },
  "approval.arguments-changed": { status: 409, title: "The approval is for other arguments" },
  "idempotency.conflict": { status: 409, title: "The idempotency key was used for another request" },

  "workflow.not-found": { status: 404, title: "Workflow not found" },
  "workflow.prerequisites-not-met": { status: 409, title: "Prerequisites are not met" },
  "definition.invalid": { status: 422, title: "The workflow definition is not valid" },
  "definition.not-found": { status: 500, title: "The version this session is pinned to is not stored" },

  "limit.requests": { status: 429, title: "Too many requests" },
  "limit.messages": { status: 429, title: "Too many messages" },
  "limit.connections": { status: 429, title: "Too many connections" },
  "limit.budget": { status: 402, title: "The token budget of this session is used up" },
  "reader.too-slow": { status: 503, title: "The client reads too slowly", close: 1013 },

  "model.unavailable": { status: 503, title: "The model provider is unavailable" },
  "model.not-configured": { status: 503, title: "No model is configured" },
  "model.rejected": { status: 502, title: "The model provider rejected the request" },
  "structured-output.invalid": { status: 502, title: "The model did not produce the structured output asked for" },
  "tool.failed": { status: 500, title: "The tool failed" },
  "tool.timeout": { status: 504, title: "The tool took too long" },
  "tool.unknown": { status: 400, title: "The agent may not call this tool" },
  "tool.denied": { status: 403, title: "A person denied the call" },
  "tool.arguments-invalid": { status: 400, title: "The tool's arguments are not valid" },
  "tool.interrupted": { status: 500, title: "The tool call was interrupted; whether it took effect is unknown" },
  "hook.failed": { status: 500, title: "A hook of the workflow failed" },
  "agent.failed": { status: 500, title: "The class of an agent failed" },
  "child.failed": { status: 500, title: "The workflow that was called failed" },
  "child.too-deep": { status: 400, title: "Workflows call each other too deeply" },
  "handoff.cycle": { status: 500, title: "The handoff rules run in a circle" },
  "handoff.unknown-target": { status: 500, title: "A tool handed over to an agent that does not exist" },
  "run.poisoned": { status: 500, title: "The run crashed its runner five times in a row" },
  "run.timed-out": { status: 504, title: "The run took longer than max_duration_s" },

  "store.conflict": { status: 409, title: "The session was written by somebody else meanwhile" },
  "store.in-use": { status: 503, title: "Another process uses this data folder" },
  "store.unavailable": { status: 503, title: "The store is unavailable" },
  "queue.unavailable": { status: 503, title: "The work queue is unavailable" },
  "server.closing": { status: 503, title: "The server is shutting down", close: 1001 },
  "config.invalid": { status: 500, title: "The configuration is not valid" },
  internal: { status: 500, title: "Internal error", close: 1011 },
} as const satisfies Record<string, { status: number; title: string; close?: number }>;

/**
 * Every way Mozaiks can refuse or fail, by stable code. A code never changes meaning; behaviour follows the code,
 * the text is for people. `status` is the HTTP status (RFC 9457).
 */
export const problems = { ...runtimeProblems, ...appProblems };

export type ProblemCode = keyof typeof problems;

/** The one error class. Recognise it with {@link isMozaiksError}: two copies of a package may be loaded. */
export class MozaiksError extends Error {
  override readonly name = "MozaiksError";
  readonly code: ProblemCode;
  /** Seconds after which trying again makes sense (`Retry-After`). */
  readonly retryAfterS: number | undefined;
  /** What a problem of this code says beside its text (RFC 9457 §3.2): `errors`, `current_version`. */
  readonly members: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ProblemCode,
    detail: string = problems[code].title,
    options: ErrorOptions & { retryAfterS?: number; members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(detail, options);
    this.code = code;
    this.retryAfterS = options.retryAfterS;
    this.members = options.members;
  }
}

export function isMozaiksError(thrown: unknown): thrown is MozaiksError {
  return (
    thrown instanceof Error &&
    thrown.name === "MozaiksError" &&
    "code" in thrown &&
    Object.hasOwn(problems, String(thrown.code))
  );
}

/** The error itself when it is ours, else `internal` with the original as its cause. */
export function toMozaiksError(thrown: unknown): MozaiksError {
  return isMozaiksError(thrown) ? thrown : new MozaiksError("internal", undefined, { cause: thrown });
}

/** What a person or a log may see of an error: server faults keep their detail private. */
export function publicDetail(error: MozaiksError): string {
  const { status, title } = problems[error.code];
  return status >= 500 && error.code === "internal" ? title : error.message;
}

/** The WebSocket close code that belongs to a problem: one of the table in protocol.md, Close codes. */
export function closeCodeOf(code: ProblemCode): number {
  const problem: { status: number; close?: number } = problems[code];
  const own = problem.close ?? 4000 + problem.status;
  if (own in closeCodes) return own;
  return problem.status >= 500 ? 1013 : 4400;
}
