import type { SelectionReason } from "@mozaiks/contracts";

/** Who is to speak next, before limits and `pre` rules: an agent, `user`, `terminate` or `manager`, and why. */
export interface Choice {
  readonly target: string;
  readonly reason: SelectionReason;
}
