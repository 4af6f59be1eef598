import { describeError } from "@mozaiks/contracts/server";
import { type DestinationStream, pino } from "pino";
import type { LogLevel } from "../config/runtime-config.ts";
import type { GatewayTelemetry, SessionScope, Telemetry } from "../ports/telemetry.ts";
import { createMetrics, type Metrics } from "./prometheus-metrics.ts";

export interface PinoTelemetryOptions {
  readonly level: LogLevel;
  /** Whether `token_usage_total` has the label `user_id`. */
  readonly userLabel: boolean;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Log lines on a stream and metrics in a registry of their own, so that two servers in one process do not share them. */
export interface PinoTelemetry extends Telemetry, GatewayTelemetry {
  readonly metrics: Metrics;
  /** A line about the process itself. */
  info(message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
}

/** Names under which tool authors tend to log what nobody may read. */
const secretNames = ["authorization", "apiKey", "api_key", "key", "password", "secret", "token", "access_token", "jwt"];

export function createPinoTelemetry(options: PinoTelemetryOptions): PinoTelemetry {
  const metrics = createMetrics(options);
  const log = pino(
    {
      level: options.level,
      base: null,
      messageKey: "message",
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
      redact: {
        paths: secretNames.flatMap((name) => [`fields.${name}`, `fields.*.${name}`, `fields.*.*.${name}`]),
        censor: "[secret]",
      },
    },
    options.destination ?? pino.destination(1),
  );
  return {
    metrics,
    info: (message, fields = {}) => log.info(fields, message),

    runStarted(scope, cause) {
      log.info({ ...idsOf(scope), event: "run.started", cause }, "Workflow execution started");
    },
    runEnded(scope, { status, durationMs, code }) {
      metrics.executions.inc({ workflow_id: scope.workflow_id, status });
      metrics.executionSeconds.observe({ workflow_id: scope.workflow_id }, durationMs / 1000);
      const line = { ...idsOf(scope), event: "run.ended", status, duration_ms: durationMs, code };
      if (status === "failed") log.error(line, "Workflow execution failed");
      else log.info(line, `Workflow execution ${status}`);
    },
    runRecovered(scope, step) {
      metrics.recoveries.inc();
      log.warn({ ...idsOf(scope), event: "run.recovered", step }, "Workflow execution taken over");
    },
    modelCalled(scope, call) {
      const { agent, model, durationMs, firstTokenMs, totalTokens, code } = call;
      metrics.modelSeconds.observe({ model }, durationMs / 1000);
      if (firstTokenMs !== undefined) metrics.firstTokenSeconds.observe({ model }, firstTokenMs / 1000);
      metrics.countTokens(scope, totalTokens);
      const line = {
        ...idsOf(scope),
        event: "model.called",
        agent,
        model,
        duration_ms: durationMs,
        first_token_ms: firstTokenMs,
        total_tokens: totalTokens,
        code,
      };
      if (code === undefined) log.info(line, "Model answered");
      else log.warn(line, "Model call failed");
    },
    toolCalled(scope, { agent, tool, status, durationMs }) {
      metrics.toolCalls.inc({ tool, status });
      log.info(
        { ...idsOf(scope), event: "tool.called", agent, tool, status, duration_ms: durationMs },
        "Tool call finished",
      );
    },
    appended(durationMs) {
      metrics.appendSeconds.observe(durationMs / 1000);
    },
    fault(where, thrown, scope = {}) {
      log.error({ ...idsOf(scope), event: "fault", where, error: describeError(thrown) }, "Internal error");
    },
    toolLog(scope, level, fields, message) {
      log[level]({ ...idsOf(scope), event: "tool.logged", fields }, message);
    },

    requestServed(request) {
      const { method, route, status, durationMs, requestId, code, app_id, user_id, chat_id } = request;
      metrics.requestSeconds.observe({ method, route, status }, durationMs / 1000);
      log.info(
        {
          event: "request.served",
          request_id: requestId,
          method,
          route,
          status,
          duration_ms: durationMs,
          code,
          app_id,
          user_id,
          chat_id,
        },
        "Request served",
      );
    },
    socketOpened({ app_id, user_id, chat_id }) {
      metrics.sockets.inc();
      log.info({ event: "socket.opened", app_id, user_id, chat_id }, "Socket opened");
    },
    socketClosed({ app_id, user_id, chat_id }, { closeCode, durationMs }) {
      metrics.sockets.dec();
      log.info(
        { event: "socket.closed", app_id, user_id, chat_id, close_code: closeCode, duration_ms: durationMs },
        "Socket closed",
      );
    },
  };
}

/** Only the ids: a scope object may be wider than its type. */
function idsOf({ app_id, user_id, workflow_id, chat_id, run_id }: Partial<SessionScope>): object {
  return { user_id, app_id, workflow_id, chat_id, run_id };
}
