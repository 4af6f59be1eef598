import type { SessionEvent } from "@mozaiks/contracts";
import { evolveActions } from "./artifact-actions.ts";
import { evolveArtifacts } from "./artifacts.ts";
import { evolveEntities } from "./entities.ts";
import { evolveConversation } from "./evolve-conversation.ts";
import { evolveRun } from "./evolve-run.ts";
import { evolveTurn } from "./evolve-turn.ts";
import { evolveLifecycle } from "./lifecycle.ts";
import { initialState, type SessionState } from "./state.ts";

const rememberedClientIds = 1_000;

/** Folds one logged event into the engine's state. Pure and total: an event out of order or of an unknown type changes nothing. */
export function evolve(state: SessionState, event: SessionEvent): SessionState {
  if (event.seq !== state.seq + 1) return state;
  const run = evolveEntities(evolveRun(state, event), event);
  const next = evolveLifecycle(run, event) ?? evolveSession(run, event);
  return { ...next, seq: event.seq, client_ids: remember(state.client_ids, event) };
}

function evolveSession(state: SessionState, event: SessionEvent): SessionState {
  const talked = evolveTurn(evolveConversation(state, event), event);
  return evolveActions(evolveArtifacts(talked, event), event);
}

/** The state after a whole log, or after what follows `from`. */
export function replay(events: Iterable<SessionEvent>, from: SessionState = initialState): SessionState {
  let state = from;
  for (const event of events) state = evolve(state, event);
  return state;
}

function remember(known: SessionState["client_ids"], event: SessionEvent): SessionState["client_ids"] {
  if (!event.client_id || event.client_id in known) return known;
  const entries = Object.entries(known);
  const kept = entries.length < rememberedClientIds ? entries : entries.slice(-rememberedClientIds + 1);
  return Object.fromEntries([...kept, [event.client_id, event.seq]]);
}
