import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Every metric of one server (protocol.md, Metrics and logs). */
export interface Metrics {
  readonly executions: Counter<"workflow_id" | "status">;
  readonly executionSeconds: Histogram<"workflow_id">;
  readonly sockets: Gauge;
  readonly modelSeconds: Histogram<"model">;
  readonly firstTokenSeconds: Histogram<"model">;
  readonly toolCalls: Counter<"tool" | "status">;
  readonly recoveries: Counter;
  readonly appendSeconds: Histogram;
  readonly requestSeconds: Histogram<"method" | "route" | "status">;
  countTokens(scope: { app_id: string; user_id: string }, tokens: number): void;
  /** The text that Prometheus scrapes. */
  exposition(): Promise<string>;
  readonly contentType: string;
}

const shortSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const longSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

export function createMetrics({ userLabel }: { readonly userLabel: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const tokens = new Counter({
    name: "token_usage_total",
    help: "Tokens used, prompt and completion.",
    labelNames: userLabel ? ["user_id", "app_id"] : ["app_id"],
    registers,
  });
  return {
    executions: new Counter({
      name: "workflow_executions_total",
      help: "Runs that ended, by how.",
      labelNames: ["workflow_id", "status"],
      registers,
    }),
    executionSeconds: new Histogram({
      name: "workflow_duration_seconds",
      help: "Time from a run's start to its end.",
      labelNames: ["workflow_id"],
      buckets: longSeconds,
      registers,
    }),
    sockets: new Gauge({ name: "websocket_connections_active", help: "Open WebSockets.", registers }),
    modelSeconds: new Histogram({
      name: "llm_request_duration_seconds",
      help: "Time of a model call, retries included.",
      labelNames: ["model"],
      buckets: longSeconds,
      registers,
    }),
    firstTokenSeconds: new Histogram({
      name: "llm_time_to_first_token_seconds",
      help: "Time from a model call to its first text.",
      labelNames: ["model"],
      buckets: longSeconds,
      registers,
    }),
    toolCalls: new Counter({
      name: "tool_calls_total",
      help: "Tool calls that ended, by how.",
      labelNames: ["tool", "status"],
      registers,
    }),
    recoveries: new Counter({
      name: "run_recoveries_total",
      help: "Runs taken over from a runner that died.",
      registers,
    }),
    appendSeconds: new Histogram({
      name: "event_append_seconds",
      help: "Time until an append is durable.",
      buckets: shortSeconds,
      registers,
    }),
    requestSeconds: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time of an HTTP request.",
      labelNames: ["method", "route", "status"],
      buckets: shortSeconds,
      registers,
    }),
    countTokens({ app_id, user_id }, count) {
      tokens.inc(userLabel ? { user_id, app_id } : { app_id }, count);
    },
    exposition: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
