import type { Definition } from "../../definitions/definition.ts";
import type { Action } from "./action.ts";
import { loadedCause, refreshedCause } from "./evolve-run.ts";
import type { SessionState } from "./state.ts";

/**
 * What is to be loaded before anybody speaks: everything once in a session, and in each further run what wants to be fresh.
 * A nested chat has what its parent loaded.
 */
export function decideLoad({ loads }: Definition, state: SessionState): Action | undefined {
  if (state.nested) return undefined;
  const fresh = loads.filter(({ reference }) => reference?.refresh === "per_run");
  if (!state.loaded && loads.length > fresh.length) return { kind: "load", cause: loadedCause, variables: loads };
  if (state.run?.refreshed || fresh.length === 0) return undefined;
  return { kind: "load", cause: refreshedCause, variables: fresh };
}
