import type { Tenant } from "../ports/tenant.ts";
import type { SessionState } from "./core/state.ts";
import type { Sessions } from "./sessions.ts";

/** True when the session carries out another one's call and its last run has ended. */
export function owesReport(state: SessionState): boolean {
  return state.parent !== undefined && state.outcome !== undefined && !state.run;
}

/**
 * Tells the parent how the last run ended. Done before the session counts as settled and recorded once by its key, so a
 * crash anywhere between repeats it without effect.
 */
export async function reportToParent(
  sessions: Pick<Sessions, "reportChild">,
  tenant: Tenant,
  state: SessionState,
): Promise<void> {
  const { parent, outcome, chat_id, workflow_id } = state;
  if (!parent || !outcome) return;
  const { run_id, status, result } = outcome;
  const report = { child_chat_id: chat_id, workflow_id, status, ...(result !== undefined && { result }) };
  await sessions.reportChild(tenant, parent.chat_id, report, `child:${run_id}`);
}
