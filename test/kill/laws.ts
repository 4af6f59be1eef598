import type { SessionEvent } from "@mozaiks/contracts";
import { brokenCallLaws } from "./call-laws.ts";
import { brokenRunLaws } from "./run-laws.ts";
import { brokenRecordLaws, brokenStepLaws } from "./step-laws.ts";

/** Which of the rules that every log of the workshop obeys, however often its server died, this one breaks. */
export function brokenLaws(log: readonly SessionEvent[]): readonly string[] {
  return [...brokenRunLaws(log), ...brokenCallLaws(log), ...brokenRecordLaws(log), ...brokenStepLaws(log)];
}

/** A run that has not ended, or an input after the last end: somebody has to go on with it. */
export function isUnfinished(log: readonly SessionEvent[]): boolean {
  const end = log.findLastIndex((event) => endTypes.has(event.type));
  return log.slice(end + 1).some((event) => wakingTypes.has(event.type));
}

const endTypes: ReadonlySet<string> = new Set([
  "run_paused",
  "workflow_complete",
  "workflow_failed",
  "workflow_cancelled",
]);

const wakingTypes: ReadonlySet<string> = new Set([
  "run_started",
  "user_message",
  "ui_tool_response",
  "approval_response",
  "artifact_action",
  "child_completed",
  "timer_fired",
  "cancel_requested",
]);
