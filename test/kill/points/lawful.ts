import { isDeepStrictEqual } from "node:util";
import { replayRecording } from "@mozaiks/ai-runtime";
import type { EventOf, SessionEvent } from "@mozaiks/contracts";
import { brokenCallLaws, type MayEnd, type OpenCall } from "../call-laws.ts";
import { isUnfinished } from "../laws.ts";
import { readLog } from "../read-log.ts";
import { brokenRunLaws } from "../run-laws.ts";
import { brokenRecordLaws } from "../step-laws.ts";
import { serviceToken } from "../workshop-process.ts";
import { type Chat, eventsOf } from "./chat.ts";
import type { Stage } from "./stage.ts";

/**
 * What does not hold of a chat and of the sessions that carry its calls out: the laws of every log, what its person was
 * told, and that the engine would decide the whole log the same again.
 */
export async function brokenChatLaws(stage: Stage, chat: Chat): Promise<readonly string[]> {
  const whole = await chat.log();
  return [
    ...chat.witness.accusations(whole, await chat.shown()),
    ...brokenLogLaws(stage, chat.workflow, whole),
    ...(await brokenFamilyLaws(stage, chat.id, whole)),
  ];
}

function brokenLogLaws(stage: Stage, workflow: string, log: readonly SessionEvent[]): readonly string[] {
  const loaded = stage.definitions.get(workflow);
  if (!loaded) return [`there is no workflow ${workflow}`];
  const idempotent = new Set(loaded.manifest.tools.filter((tool) => tool.idempotent).map(({ name }) => name));
  const { difference } = replayRecording(loaded.stored, log);
  return [
    ...brokenRunLaws(log, { anyEnd: true }),
    ...brokenCallLaws(log, mayEndBy(idempotent)),
    ...brokenRecordLaws(log),
    ...(isUnfinished(log) ? ["nobody goes on"] : []),
    ...(difference ? [`decided differently: ${JSON.stringify(difference)}`] : []),
  ];
}

/** Every child is of its call, and reports the end of its run to the log that started it, once and as it was. */
async function brokenFamilyLaws(
  stage: Stage,
  chatId: string,
  log: readonly SessionEvent[],
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const { child_chat_id, call_id, workflow_id } of eventsOf(log, "child_started")) {
    const child = await readLog(stage.url(), serviceToken(), child_chat_id);
    const [created] = child;
    const { parent } = created?.type === "session_created" ? created : {};
    if (parent?.chat_id !== chatId || parent.call_id !== call_id) broken.push(`${child_chat_id} is not of ${call_id}`);
    const ends = child.filter(({ type }) => type.startsWith("workflow_")).map(({ type }) => type);
    const reports = eventsOf(log, "child_completed").filter((report) => report.child_chat_id === child_chat_id);
    const reported = reports.map(({ status }) => (status === "completed" ? "workflow_complete" : `workflow_${status}`));
    if (ends.join() !== reported.join())
      broken.push(`${child_chat_id} ended as ${ends.join()}, told: ${reported.join()}`);
    broken.push(...brokenLogLaws(stage, workflow_id, child).map((what) => `child of ${call_id}: ${what}`));
  }
  return broken;
}

/** How a call may end by what its tool is. */
function mayEndBy(idempotent: ReadonlySet<string>): MayEnd {
  return (open, result, { isGivenUp, report }) => {
    const { call, approval, isInterrupted } = open;
    if (result.status === "cancelled" || result.status === "dismissed") return isGivenUp || open.approval !== "approve";
    if (approval === "deny") return result.status === "denied";
    if (approval === "asked") return false;
    switch (call.kind) {
      case "ui":
        return mayQuestionEnd(open, result);
      case "workflow":
        return (
          result.status !== "ok" || (report?.status === "completed" && isDeepStrictEqual(report.result, result.result))
        );
      case "handoff":
        return result.status === "ok" || result.status === "denied";
      default:
        if (isInterrupted && !idempotent.has(call.name ?? "")) return result.status === "unknown";
        return result.status !== "unknown" || isGivenUp;
    }
  };
}

function mayQuestionEnd(open: OpenCall, { status, result }: EventOf<"tool_result">): boolean {
  if (status === "ok") return isDeepStrictEqual(open.response, result);
  return status === "timeout" && open.isAsked && open.isExpired && open.response === undefined;
}
