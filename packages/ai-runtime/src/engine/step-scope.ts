import type { PartialMessage } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { SessionScope } from "../ports/telemetry.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { Run, SessionState, Turn } from "./core/state.ts";

/** Where the step that streams puts its text so far. */
export interface PartialAnswer {
  current?: (() => PartialMessage | undefined) | undefined;
}

/** What a step is performed for. */
export interface StepScope {
  readonly tenant: Tenant;
  readonly chat_id: string;
  readonly user_id: string;
  readonly definition: Definition;
  readonly state: SessionState;
  readonly run: Run;
  /** Aborts when the session is no longer ours: leave no trace. */
  readonly lost: AbortSignal;
  /** Aborts when the run is to end (cancel, deadline): finish with what there is. */
  readonly stop: AbortSignal;
  /** The most tokens the session may use, where that is enforced. */
  readonly max_tokens?: number | undefined;
  /** Answers gateways that ask for the text so far; it answers until the whole message is in the log. */
  readonly partial: PartialAnswer;
}

export function telemetryScope({ tenant, chat_id, user_id, definition, run }: StepScope): SessionScope {
  return { app_id: tenant.app_id, user_id, chat_id, workflow_id: definition.workflow_id, run_id: run.run_id };
}

/** A scope for tools that the engine itself calls, before or after anybody's turn. */
export function outsideTurn(scope: StepScope, by: string): TurnScope {
  return { ...scope, turn: { agent: by, selected: 0, steps: 0, calls: [], replied: false, metered: false } };
}

/** What a step of the open turn is performed for. */
export interface TurnScope extends StepScope {
  readonly turn: Turn;
}
