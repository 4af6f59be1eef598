import type { ConsideredRule, SelectionReason } from "@mozaiks/contracts";
import type { HandoffRule } from "../../definitions/definition.ts";
import type { DraftOf } from "./draft.ts";
import type { SessionState } from "./state.ts";
import { holds, isAvailable } from "./transfers.ts";

/** What a choice of the next speaker brings to light: notices to record, and the rules in the order they were asked. */
export interface Findings {
  readonly notices: DraftOf<"notice">[];
  readonly considered: ConsideredRule[];
}

/** So many rules are recorded with a choice; the last one, which decided, always is. */
const maxConsidered = 50;

export function createFindings(considered: readonly ConsideredRule[] = []): Findings {
  return { notices: [], considered: [...considered] };
}

/** Whether a rule is to be taken now; what came of it is found. */
export function consider(rule: HandoffRule, state: SessionState, { notices, considered }: Findings): boolean {
  const before = notices.length;
  const isOffered = isAvailable(rule, state, notices);
  const isTaken = isOffered && holds(rule, state, notices);
  const without = notices.length > before ? "failed" : isOffered ? "false" : "hidden";
  considered.push({ rule: rule.id, target: rule.target, outcome: isTaken ? "taken" : without });
  return isTaken;
}

/** What became of the rules that were for the model to choose; `chosen` is the target of the transfer it made. */
export function considerOffers(
  rules: readonly HandoffRule[],
  state: SessionState,
  chosen: string | undefined,
  { considered }: Findings,
): void {
  for (const rule of rules) {
    const isChosen = rule.target === chosen;
    const outcome = isChosen ? "taken" : isAvailable(rule, state, []) ? "not_chosen" : "hidden";
    considered.push({ rule: rule.id, target: rule.target, outcome });
  }
}

/** The reason of a choice with all that was considered for it. */
export function explained(reason: SelectionReason, { considered }: Findings): SelectionReason {
  if (considered.length === 0) return reason;
  if (considered.length <= maxConsidered) return { ...reason, considered: [...considered] };
  const kept = [...considered.slice(0, maxConsidered - 1), ...considered.slice(-1)];
  return { ...reason, considered: kept, omitted: considered.length - maxConsidered };
}
