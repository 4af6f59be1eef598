import { isDeepStrictEqual } from "node:util";
import { isRunEnd, type EventOf, type Json, type SessionEvent } from "@mozaiks/contracts";

/** A call that has no result yet. */
export interface OpenCall {
  readonly call: EventOf<"tool_call">;
  /** True when a runner died while it was open. */
  isInterrupted: boolean;
  isAsked: boolean;
  response?: Json;
  isExpired: boolean;
  /** Set when a person's approval was asked for. */
  approval?: "asked" | "approve" | "deny";
  /** The session that carries it out. */
  child?: string;
}

/** Whether a call may end like this. `isGivenUp`: its run ended without it; `report`: how the session ended that did it. */
export type MayEnd = (
  open: OpenCall,
  result: EventOf<"tool_result">,
  known: { readonly isGivenUp: boolean; readonly report: EventOf<"child_completed"> | undefined },
) => boolean;

/**
 * Each call is made once, ends once within its turn, and ends as its kind may; a person is asked once per call, and one
 * session at most carries it out.
 */
export function brokenCallLaws(log: readonly SessionEvent[], mayEnd: MayEnd = mayEndInWorkshop): readonly string[] {
  const broken: string[] = [];
  const open = new Map<string, OpenCall>();
  const made = new Set<string>();
  const places = new Set<string>();
  const reports = new Map<string, EventOf<"child_completed">>();

  for (const event of log) {
    const at = `seq ${event.seq}: `;
    switch (event.type) {
      case "tool_call": {
        const place = placeOfCall(event);
        if (made.has(event.call_id)) broken.push(`${at}call ${event.call_id} is made twice`);
        if (places.has(place)) broken.push(`${at}the step ${place} is done twice`);
        made.add(event.call_id);
        places.add(place);
        open.set(event.call_id, { call: event, isInterrupted: false, isAsked: false, isExpired: false });
        break;
      }
      case "run_recovery":
        for (const call of open.values()) if (call.approval !== "asked") call.isInterrupted = true;
        break;
      case "approval_request": {
        const call = open.get(event.call_id);
        if (!call || call.approval) broken.push(`${at}${event.call_id} is to be approved again, or out of place`);
        else call.approval = "asked";
        break;
      }
      case "approval_response": {
        const call = open.get(event.call_id);
        if (call?.approval !== "asked") broken.push(`${at}a decision about what is not open`);
        else call.approval = event.decision;
        break;
      }
      case "child_started": {
        const call = open.get(event.call_id ?? "");
        if (!call || call.child) broken.push(`${at}${event.child_chat_id} is started again, or out of place`);
        else call.child = event.child_chat_id;
        break;
      }
      case "child_completed": {
        // One that was started just before a crash may report before its start is recorded.
        if (reports.has(event.child_chat_id)) broken.push(`${at}${event.child_chat_id} reports twice`);
        reports.set(event.child_chat_id, event);
        break;
      }
      case "ui_tool_request": {
        const call = open.get(event.call_id);
        if (!call || call.isAsked) broken.push(`${at}${event.call_id} is asked again, or out of place`);
        else call.isAsked = true;
        break;
      }
      case "ui_tool_response": {
        const call = open.get(event.call_id);
        if (!call?.isAsked || call.response !== undefined) broken.push(`${at}an answer to what is not open`);
        else call.response = event.response;
        break;
      }
      case "timer_fired": {
        const call = open.get(event.timer_id);
        if (call) call.isExpired = true;
        break;
      }
      case "tool_result": {
        const call = open.get(event.call_id);
        if (!call) broken.push(`${at}a second result, or one without a call`);
        else if (!mayEnd(call, event, { isGivenUp: isGivenUp(log, event), report: reports.get(call.child ?? "") }))
          broken.push(`${at}${event.name} ends as ${event.status}: ${JSON.stringify(call)}`);
        open.delete(event.call_id);
        break;
      }
      default:
        if (event.type === "agent_selected" || (isRunEnd(event) && !isWaiting(event))) {
          for (const { call } of open.values()) broken.push(`${at}the turn ends without a result of ${call.name}`);
          open.clear();
        }
    }
  }
  return broken;
}

function isWaiting(event: SessionEvent): boolean {
  return event.type === "run_paused" && event.waiting_for !== "user";
}

/** Only a run that was stopped, or that kills its servers, leaves calls undone. Undecided while the run goes on. */
function isGivenUp(log: readonly SessionEvent[], { seq }: SessionEvent): boolean {
  const end = log.slice(seq).find(isRunEnd);
  return end === undefined || end.type === "workflow_cancelled" || end.type === "workflow_failed";
}

function mayEndInWorkshop(
  open: OpenCall,
  { status, result, handoff_to }: EventOf<"tool_result">,
  { isGivenUp }: Parameters<MayEnd>[2],
): boolean {
  const { isInterrupted, isAsked, response, isExpired } = open;
  if (status === "cancelled" && !isGivenUp) return false;
  switch (open.call.name) {
    case "charge":
      return isInterrupted ? status === "unknown" : status === "ok" || status === "cancelled";
    case "note":
      return status === "ok" || status === "cancelled" || (isInterrupted && isGivenUp && status === "unknown");
    case "ask":
    case "hurry":
      if (status === "ok") return response !== undefined && isDeepStrictEqual(result, response);
      return status === "timeout" ? isAsked && isExpired : status === "dismissed" || status === "cancelled";
    default:
      return status === "ok" ? handoff_to === "Builder" : status === "cancelled";
  }
}

/** The step of the task that a call belongs to. The model follows its script, so no step is ever called twice. */
export function placeOfCall({ agent, name, arguments: given, call_id }: EventOf<"tool_call">): string {
  const { task, step } = given ?? {};
  return task === undefined ? call_id : `${JSON.stringify(task)}/${agent}/${JSON.stringify(step)}/${name}`;
}
