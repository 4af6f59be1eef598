import type { Json } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { DraftOf } from "./draft.ts";
import { nestedResult } from "./nested-chat.ts";
import type { SessionState } from "./state.ts";

/** Why a run completed: an agent handed over to `terminate`, nobody but the user is left to speak, the turns ran out, or the rounds of a nested chat are over. */
export type CompletionReason = "terminate" | "user" | "max_turns" | "rounds";

/** The next speaker would be the user: pause when there is a human in the loop, else the run is complete. */
export function pause(
  definition: Definition,
  state: SessionState,
): DraftOf<"run_paused"> | DraftOf<"workflow_complete"> {
  if (definition.manifest.human_in_the_loop) return { type: "run_paused", waiting_for: "user" };
  return completion(definition, state, "user");
}

export function completion(
  definition: Definition,
  state: SessionState,
  reason: CompletionReason,
): DraftOf<"workflow_complete"> {
  const result = resultOf(definition, state);
  return {
    type: "workflow_complete",
    status: "completed",
    reason,
    ...(result !== undefined && { result }),
  };
}

/** `output` names a variable or a structured output model; without it the last visible reply is the result. A nested chat has its own. */
function resultOf({ manifest }: Definition, state: SessionState): Json | undefined {
  if (state.nested) return nestedResult(state.nested, state);
  const { output } = manifest;
  if (output === undefined) return state.last_reply?.structured ?? state.last_reply?.content;
  if (output in state.context) return state.context[output];
  const agent = manifest.agents.find(
    ({ name, structured_output }) => structured_output === output && name in state.structured,
  );
  return agent && state.structured[agent.name];
}
