import type { EventOf, Json, SessionEvent } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { SessionState } from "./state.ts";

/** A document that is to hold what was set. */
export interface EntityWrite {
  readonly variable: string;
  readonly collection: string;
  readonly id: string;
  readonly value: Json;
  /** Of the event that holds the value. */
  readonly seq: number;
  /** When it was set (ISO 8601): never before an earlier one of the session, whatever a clock says. */
  readonly at: string;
}

export interface EntityWrites {
  /** `at` of the last one, written or not. */
  readonly at: string;
  readonly pending: readonly EntityWrite[];
}

/** The part of the fold that knows which documents are still to be written. Of one document, only its last value is. */
export function evolveEntities(state: SessionState, event: SessionEvent): SessionState {
  if (event.type === "data_written") return withoutWritten(state, event);
  if (event.type !== "context_update" || !event.entities?.length) return state;
  const { at: last = "", pending = [] } = state.entities ?? {};
  const at = event.timestamp > last ? event.timestamp : last;
  const added = event.entities.map((entity): EntityWrite => {
    return { ...entity, value: event.changes[entity.variable] ?? null, seq: event.seq, at };
  });
  const kept = pending.filter((write) => !added.some((each) => isSameDocument(each, write)));
  return { ...state, entities: { at, pending: [...kept, ...added] } };
}

/** What is to be written now; with `isComplete` also what waits for the end of the workflow. */
export function dueWrites(
  { variables }: Definition,
  { entities }: SessionState,
  isComplete: boolean,
): readonly EntityWrite[] {
  const pending = entities?.pending ?? [];
  if (isComplete) return pending;
  return pending.filter(({ variable }) => variables.get(variable)?.entity?.write_strategy !== "on_workflow_end");
}

function withoutWritten(state: SessionState, { written = [] }: EventOf<"data_written">): SessionState {
  if (!state.entities) return state;
  const pending = state.entities.pending.filter(
    (write) => !written.some((each) => isSameDocument(each, write) && each.seq >= write.seq),
  );
  return { ...state, entities: { ...state.entities, pending } };
}

function isSameDocument(
  left: { readonly collection: string; readonly id: string },
  right: { readonly collection: string; readonly id: string },
): boolean {
  return left.collection === right.collection && left.id === right.id;
}
