import { isInput, isRunEnd, type SessionEvent } from "@mozaiks/contracts";

/** How often a run may be taken up without a step between before it is given up. */
const poisonedAt = 5;

/**
 * Order of the log, and the frame of its runs: each begins once, is worked on by itself, and ends once in an allowed way.
 * `anyEnd`: also as no run of the workshop ends.
 */
export function brokenRunLaws(
  log: readonly SessionEvent[],
  { anyEnd = false }: { anyEnd?: boolean } = {},
): readonly string[] {
  const broken: string[] = [];
  const runIds = new Set<string>();
  const eventIds = new Set<string>();
  let runId: string | undefined;
  let recoveries = 0;
  /** The same, but for results of calls that were given up: a run that is given up ends with those. */
  let recoveriesLeft = 0;
  let isCancelled = false;

  const end = (event: SessionEvent): void => {
    if (
      !anyEnd &&
      event.type === "workflow_failed" &&
      (event.error.code !== "run.poisoned" || recoveriesLeft !== poisonedAt)
    )
      broken.push(`seq ${event.seq}: failed with ${event.error.code} after ${recoveriesLeft} recoveries`);
    if (event.type === "workflow_cancelled" && !isCancelled)
      broken.push(`seq ${event.seq}: cancelled, which nobody asked for`);
    if (!anyEnd && event.type === "workflow_complete" && event.reason !== "terminate")
      broken.push(`seq ${event.seq}: completed because of ${event.reason}`);
    runId = undefined;
    isCancelled = false;
  };

  for (const [index, event] of log.entries()) {
    if (event.seq !== index + 1) broken.push(`place ${index + 1} has seq ${event.seq}`);
    if (eventIds.has(event.event_id)) broken.push(`seq ${event.seq}: ${event.event_id} was used before`);
    eventIds.add(event.event_id);
    if ((event.type === "session_created") !== (index === 0)) broken.push(`seq ${event.seq}: ${event.type}`);
    if (event.type === "cancel_requested") isCancelled = true;

    if (event.type === "run_started") {
      if (runId !== undefined) broken.push(`seq ${event.seq}: a run begins before the last one ended`);
      if (runIds.has(event.run_id)) broken.push(`seq ${event.seq}: run ${event.run_id} begins twice`);
      runIds.add(event.run_id);
      runId = event.run_id;
      recoveries = 0;
    } else if (!isInput(event) && event.type !== "session_created") {
      if (runId === undefined) broken.push(`seq ${event.seq}: ${event.type} outside of any run`);
      else if (event.run_id !== runId) broken.push(`seq ${event.seq}: ${event.type} is of another run`);
      if (isRunEnd(event)) end(event);
      else recoveries = event.type === "run_recovery" ? recoveries + 1 : 0;
      if (event.type !== "tool_result" || event.status === "ok") recoveriesLeft = recoveries;
      if (recoveries > poisonedAt) broken.push(`seq ${event.seq}: recovered ${recoveries} times`);
    }
  }
  return broken;
}
