import { isDeepStrictEqual } from "node:util";
import { isRunEnd, type EventOf, type Json, type SessionEvent } from "@mozaiks/contracts";

/** A call that has no result yet. */
interface OpenCall {
  readonly call: EventOf<"tool_call">;
  /** True when a runner died while it was open. */
  isInterrupted: boolean;
  isAsked: boolean;
  response?: Json;
  isExpired: boolean;
}

/** Each call is made once, ends once within its turn, and ends as its kind may; a person is asked once per call. */
export function brokenCallLaws(log: readonly SessionEvent[]): readonly string[] {
  const broken: string[] = [];
  const open = new Map<string, OpenCall>();
  const made = new Set<string>();
  const places = new Set<string>();

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
        for (const call of open.values()) call.isInterrupted = true;
        break;
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
        else if (!mayEnd(call, event, isGivenUp(log, event)))
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

function mayEnd(open: OpenCall, { status, result, handoff_to }: EventOf<"tool_result">, isGivenUp: boolean): boolean {
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
