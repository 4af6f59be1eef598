import type { SessionEvent } from "@mozaiks/contracts";
import type { Logs } from "./audit.ts";
import type { Moment } from "./kill-plan.ts";
import { isUnfinished } from "./laws.ts";
import type { WorkshopProcess } from "./workshop-process.ts";

/** A server that was killed. */
export interface Death {
  readonly moment: Moment["at"];
  /** Milliseconds since the epoch. */
  readonly killedMs: number;
  /** Who was started after it. */
  next?: Pick<WorkshopProcess, "spawnedMs" | "startMs">;
  /** Chats whose client was being sent a text. */
  readonly streaming: ReadonlySet<string>;
}

/** What a session was doing when its server died. */
export type Phase =
  | "no session"
  | "waiting for the person"
  | "waiting for an answer"
  | "ended"
  | "input recorded, no run"
  | "tool running"
  | "in mid-token"
  | "before the first token";

export interface Hit {
  readonly moment: Moment["at"];
  /** One per session. */
  readonly phases: readonly Phase[];
  /** One per session that was left unfinished and that the next server lived to go on with. */
  readonly recoveries: readonly Recovery[];
}

/** When the next event of a session came. */
export interface Recovery {
  readonly fromSpawnMs: number;
  /** Negative when it came first; NaN when the server died before it listened. */
  readonly fromListeningMs: number;
}

/** Where a kill hit, read from what was recorded before and after it. */
export function hitOf({ moment, killedMs, next, streaming }: Death, later: Death | undefined, logs: Logs): Hit {
  const phases: Phase[] = [];
  const recoveries: Recovery[] = [];
  for (const [chatId, log] of logs) {
    const count = log.findLastIndex(({ timestamp }) => Date.parse(timestamp) <= killedMs) + 1;
    const left = log.slice(0, count);
    phases.push(phaseOf(left, streaming.has(chatId)));
    const goesOnMs = Date.parse(log[count]?.timestamp ?? "");
    const isLate = goesOnMs >= (later?.killedMs ?? Number.POSITIVE_INFINITY);
    if (!next || !isUnfinished(left) || Number.isNaN(goesOnMs) || isLate) continue;
    const fromSpawnMs = goesOnMs - next.spawnedMs;
    recoveries.push({ fromSpawnMs, fromListeningMs: fromSpawnMs - next.startMs });
  }
  return { moment, phases, recoveries };
}

function phaseOf(log: readonly SessionEvent[], isStreaming: boolean): Phase {
  if (log.length === 0) return "no session";
  const run = log.findLast(
    ({ type }) => type === "run_started" || type === "run_paused" || type.startsWith("workflow_"),
  );
  if (!isUnfinished(log)) {
    if (run?.type !== "run_paused") return "ended";
    return run.waiting_for === "user" ? "waiting for the person" : "waiting for an answer";
  }
  if (run?.type !== "run_started") return "input recorded, no run";
  const done = new Set(log.flatMap((event) => (event.type === "tool_result" ? [event.call_id] : [])));
  const isCalling = log.some(
    (event) => event.type === "tool_call" && event.kind === "module" && !done.has(event.call_id),
  );
  if (isCalling) return "tool running";
  return isStreaming ? "in mid-token" : "before the first token";
}
