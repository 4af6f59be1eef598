import type { ToolStatus } from "@mozaiks/contracts";

/** What a log line and a metric are about. */
export interface SessionScope {
  readonly app_id: string;
  readonly user_id: string;
  readonly workflow_id: string;
  readonly chat_id: string;
  readonly run_id?: string;
}

/**
 * One method per business event: it writes the log line and the metric together, so that they cannot drift.
 * Never a token, key, prompt or message body.
 */
export interface Telemetry {
  runStarted(scope: SessionScope, cause: string): void;
  /** `status` is `paused`, `completed`, `failed` or `cancelled`. */
  runEnded(scope: SessionScope, end: { status: string; durationMs: number; code?: string }): void;
  runRecovered(scope: SessionScope, step: string): void;
  modelCalled(
    scope: SessionScope,
    call: {
      agent: string;
      model: string;
      durationMs: number;
      firstTokenMs?: number;
      totalTokens: number;
      code?: string;
    },
  ): void;
  toolCalled(scope: SessionScope, call: { agent: string; tool: string; status: ToolStatus; durationMs: number }): void;
  appended(durationMs: number): void;
  /** A fault of ours: whatever was thrown, with where it happened. */
  fault(where: string, thrown: unknown, scope?: Partial<SessionScope>): void;
  /** A tool author's own line. */
  toolLog(scope: SessionScope, level: "debug" | "info" | "warn" | "error", fields: object, message: string): void;
}

/** One answered HTTP request. `route` is the pattern, never the path: a path may hold what must not be logged. */
export interface ServedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** The problem's code when it was refused or failed. */
  readonly code?: string;
  readonly app_id?: string;
  readonly user_id?: string;
  readonly chat_id?: string;
}

/** What a connection is about. */
export interface ConnectionScope {
  readonly app_id: string;
  readonly user_id: string;
  readonly chat_id: string;
}

/** What the gateway reports, under the same promise as {@link Telemetry}. */
export interface GatewayTelemetry {
  requestServed(request: ServedRequest): void;
  /** A WebSocket was accepted. */
  socketOpened(scope: ConnectionScope): void;
  socketClosed(scope: ConnectionScope, end: { closeCode: number; durationMs: number }): void;
}
