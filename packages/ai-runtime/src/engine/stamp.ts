import type { SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { NewEvent } from "../ports/event-store.ts";
import { withDerived } from "./core/derive.ts";
import type { Draft } from "./core/draft.ts";
import { evolve } from "./core/evolve.ts";
import type { SessionState } from "./core/state.ts";
import { argumentsHash } from "./arguments-hash.ts";
import { hiddenFields } from "./hidden-fields.ts";

/** A draft with the client message it records, when it records one. */
export type Recorded = Draft & { readonly client_id?: string | undefined };

/**
 * Gives drafts their ids, time, run, durations, sums, derived variables and hidden fields, and folds them: the state after them
 * is the state the store will have if the append succeeds.
 */
export function stamp(
  context: { clock: Clock; ids: Ids; definition: Definition | undefined; chatId: string },
  state: SessionState,
  drafts: readonly Recorded[],
): { events: readonly NewEvent[]; state: SessionState } {
  const now = context.clock.now();
  const events: NewEvent[] = [];
  let next = state;
  function log(draft: Recorded): void {
    const runId = draft.type === "run_started" ? context.ids.next("run") : next.run?.run_id;
    const event = {
      ...draft,
      event_id: context.ids.next("evt"),
      timestamp: now.toISOString(),
      ...(runId && { run_id: runId }),
      ...durationOf(draft, next, now),
      ...sumsOf(draft, next),
      ...expiryOf(context.definition, draft, next, now),
      ...(draft.type === "approval_request" && { arguments_hash: argumentsHash(draft.tool, draft.arguments) }),
    } as SessionEvent;
    const redact = hiddenFields(context.definition, draft);
    events.push(redact.length > 0 ? { ...event, redact } : event);
    next = evolve(next, { ...event, chat_id: context.chatId, seq: next.seq + 1 });
  }
  for (const draft of drafts) {
    const whole = context.definition ? withDerived(context.definition, next.context, draft) : [draft];
    for (const each of whole) log(each);
  }
  return { events, state: next };
}

function durationOf(draft: Draft, state: SessionState, now: Date): { duration_ms?: number } {
  const since =
    draft.type === "tool_result"
      ? [...(state.lifecycle ?? []), ...(state.turn?.calls ?? [])].find((call) => call.call_id === draft.call_id)
          ?.timestamp
      : draft.type === "workflow_complete"
        ? state.run?.started_at
        : undefined;
  return since === undefined ? {} : { duration_ms: Math.max(0, now.getTime() - Date.parse(since)) };
}

/** What the run took, with what the same append records before its end. */
function sumsOf(draft: Draft, { run }: SessionState): { tokens?: number; cost_usd?: number | null } {
  if (draft.type !== "workflow_complete") return {};
  return { tokens: run?.tokens ?? 0, cost_usd: run?.cost_usd ?? null };
}

/** A request that awaits an answer runs out of time when its tool says so. */
function expiryOf(
  definition: Definition | undefined,
  draft: Draft,
  state: SessionState,
  now: Date,
): { expires_at?: string } {
  if (draft.type !== "ui_tool_request" || !draft.awaiting_response) return {};
  const call = state.turn?.calls.find(({ call_id }) => call_id === draft.call_id);
  const timeoutMs = definition?.tools.get(call?.name ?? "")?.ui?.timeout_ms;
  return timeoutMs === undefined ? {} : { expires_at: new Date(now.getTime() + timeoutMs).toISOString() };
}
