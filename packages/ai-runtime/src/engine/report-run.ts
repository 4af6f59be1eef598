import type { StoredEvent } from "../ports/event-store.ts";
import type { SessionScope, Telemetry } from "../ports/telemetry.ts";
import type { Run } from "./core/state.ts";

/** Tells telemetry what an append says about runs. `before` is the run that was open before it. */
export function reportRun(
  telemetry: Telemetry,
  session: SessionScope,
  events: readonly StoredEvent[],
  before: Run | undefined,
): void {
  let startedAt = before?.started_at;
  for (const event of events) {
    const scope = { ...session, ...(event.run_id && { run_id: event.run_id }) };
    const durationMs = startedAt === undefined ? 0 : Date.parse(event.timestamp) - Date.parse(startedAt);
    switch (event.type) {
      case "run_started":
        startedAt = event.timestamp;
        telemetry.runStarted(scope, event.cause);
        break;
      case "run_recovery":
        telemetry.runRecovered(scope, event.step);
        break;
      case "run_paused":
        telemetry.runEnded(scope, { status: "paused", durationMs });
        break;
      case "workflow_complete":
        telemetry.runEnded(scope, { status: "completed", durationMs });
        break;
      case "workflow_cancelled":
        telemetry.runEnded(scope, { status: "cancelled", durationMs });
        break;
      case "workflow_failed":
        telemetry.runEnded(scope, { status: "failed", durationMs, code: event.error.code });
        break;
    }
  }
}
