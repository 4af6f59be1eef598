import type {
  Attachment,
  Json,
  JsonObject,
  NestedChat,
  RunCause,
  SessionStatus,
  StartupMode,
  ToolKind,
  ToolStatus,
  WaitingFor,
} from "@mozaiks/contracts";
import type { PendingAction } from "./artifact-actions.ts";
import type { Artifacts } from "./artifacts.ts";
import type { EntityWrites } from "./entities.ts";

/** A tool call of the open turn, and what became of it. */
export interface Call {
  readonly call_id: string;
  readonly name: string;
  readonly kind: ToolKind;
  readonly arguments: JsonObject;
  readonly seq: number;
  readonly timestamp: string;
  readonly status: "open" | ToolStatus;
  /** Set when the agent's structured reply made it: then the turn ends with it. */
  readonly auto?: true;
  readonly handoff_to?: string;
  /** The `seq` from which it may have been started: its own, or its approval's. */
  readonly ready: number;
  /** Set when it needs a person's approval: for exactly these arguments. */
  readonly approval?: { readonly hash: string; readonly decision?: "approve" | "deny"; readonly comment?: string };
  /** Set when a nested chat carries it out. */
  readonly nested?: NestedChat;
  /** The session that carries out a call of a workflow, or of a nested chat. */
  readonly child?: string;
  /** Set when a person was asked. */
  readonly request?: { readonly awaiting: boolean; readonly expires_at?: string };
  /** The answer, boxed: null is an answer. */
  readonly answer?: { readonly value: Json };
  readonly expired?: true;
}

/** One speaker's go: model call, its tool calls, next model call… until a reply without tool calls. */
export interface Turn {
  readonly agent: string;
  /** The `seq` of its `agent_selected`. */
  readonly selected: number;
  /** Model steps recorded so far. */
  readonly steps: number;
  /** All calls of the turn, in call order. */
  readonly calls: readonly Call[];
  /** True when the last step was a reply without tool calls. */
  readonly replied: boolean;
  /** The guardrail that spoke instead of the agent. */
  readonly guardrail?: string;
  /** True between a `usage_update` and the next event of the turn: a second one belongs to the same step. */
  readonly metered: boolean;
  /** Set when the turn carries out what a person did with an artifact: then no model is asked. */
  readonly action?: PendingAction;
}

export interface Run {
  readonly run_id: string;
  readonly cause: RunCause;
  /** The `seq` of the attempt's claim: `run_started`, or the last `run_recovery`. */
  readonly epoch: number;
  /** The `seq` of `run_started`. */
  readonly started: number;
  readonly started_at: string;
  /** Turns since `run_started`; a run that goes on when children have reported counts on. */
  readonly turns: number;
  /** `run_recovery` events with no other runner event between. */
  readonly recoveries: number;
  /** True while no runner has worked on it: nothing but inputs follows a `run_started` that no runner wrote. */
  readonly untouched: boolean;
  readonly timed_out: boolean;
  /** Set when the variables that are loaded in each run have their values. */
  readonly refreshed?: true;
  readonly tokens: number;
  /** Null when a call had no known price. */
  readonly cost_usd: number | null;
}

/** What was said, in the order prompts are built: a call and its result can never come apart. */
export type ConversationItem =
  | {
      readonly kind: "user";
      readonly seq: number;
      readonly content: string;
      readonly attachments?: readonly Attachment[];
    }
  | {
      readonly kind: "step";
      readonly seq: number;
      readonly agent: string;
      readonly content: string;
      readonly calls: readonly {
        readonly call_id: string;
        readonly name: string;
        readonly kind: ToolKind;
        readonly arguments: JsonObject;
        readonly auto?: true;
        readonly nested?: NestedChat;
        readonly result?: { readonly text: string; readonly isError: boolean };
      }[];
    };

/** How a session's last run ended, for whoever started it. */
export interface Outcome {
  readonly run_id: string;
  readonly status: "completed" | "failed" | "cancelled";
  readonly result?: Json;
}

/** Everything the engine knows of a session: a fold of its raw log. Plain JSON, so that it can be cached. */
export interface SessionState {
  readonly seq: number;
  readonly chat_id: string;
  readonly workflow_id: string;
  readonly workflow_version: string;
  readonly startup_mode: StartupMode;
  /** The session whose call this one carries out. */
  readonly parent?: { readonly chat_id: string; readonly depth: number };
  /** Set in a nested chat: nobody else speaks in it. */
  readonly nested?: NestedChat;
  readonly outcome?: Outcome;
  /** What children of open calls have reported, by chat id. */
  readonly children: Readonly<Record<string, { readonly status: string; readonly result?: Json }>>;
  readonly status: SessionStatus;
  readonly waiting_for?: WaitingFor;
  /** Turns of the run that waits for children. */
  readonly waiting_turns?: number;
  readonly run?: Run;
  readonly turn?: Turn;
  /** Calls that the engine made by itself: those before the chat, and since the last speaker was selected. */
  readonly lifecycle?: readonly Call[];
  /** Whether the last finished run paused: then a person goes on with the agent that last spoke. */
  readonly paused: boolean;
  readonly first_completed_at?: string;
  readonly context: JsonObject;
  /** Set when the variables that are loaded once have their values. */
  readonly loaded?: true;
  /** Documents that are to be written. */
  readonly entities?: EntityWrites;
  readonly conversation: readonly ConversationItem[];
  /** User messages that have not taken their place in the conversation yet. */
  readonly pending: readonly {
    readonly seq: number;
    readonly content: string;
    readonly to?: string;
    readonly attachments?: readonly Attachment[];
  }[];
  readonly last_speaker?: string;
  /** Turns in a row by `last_speaker`. */
  readonly consecutive: number;
  /** Last visible reply and last structured output by agent. */
  readonly last_reply?: { readonly agent: string; readonly content: string; readonly structured?: Json };
  readonly structured: Readonly<Record<string, Json>>;
  /** By id, oldest first. */
  readonly artifacts: Artifacts;
  /** What people did with artifacts and no tool has begun to carry out. */
  readonly actions: readonly PendingAction[];
  readonly cancel?: { readonly seq: number; readonly by: string };
  readonly usage: { readonly total_tokens: number };
  /** The `seq` that each recent `client_id` was recorded with. */
  readonly client_ids: Readonly<Record<string, number>>;
}

/** A session before its first event. */
export const initialState: SessionState = {
  seq: 0,
  chat_id: "",
  workflow_id: "",
  workflow_version: "",
  startup_mode: "UserDriven",
  status: "created",
  paused: false,
  context: {},
  conversation: [],
  pending: [],
  consecutive: 0,
  structured: {},
  children: {},
  artifacts: {},
  actions: [],
  usage: { total_tokens: 0 },
  client_ids: {},
};

/** Calls of the open turn that have no result yet. */
export function openCalls(state: SessionState): readonly Call[] {
  return state.turn?.calls.filter((call) => call.status === "open") ?? [];
}

/** True when a person was asked and has neither answered in time nor run out of time. */
export function isAwaitingAnswer(call: Call): boolean {
  return call.status === "open" && call.request?.awaiting === true && !call.answer && !call.expired;
}

/** True when a person was asked to approve the call and has not decided. */
export function isAwaitingApproval(call: Call): boolean {
  return call.status === "open" && call.approval !== undefined && call.approval.decision === undefined;
}

/** True when the call is a workflow that is being carried out by a session which has not reported. */
export function isAwaitingChild(state: SessionState, call: Call): boolean {
  return call.status === "open" && call.child !== undefined && !(call.child in state.children);
}

/** True when nothing happens with an open call until somebody or something else acts. */
export function isWaiting(state: SessionState, call: Call): boolean {
  return isAwaitingAnswer(call) || isAwaitingApproval(call) || isAwaitingChild(state, call);
}

/** Calls that a runner does not carry out itself. */
const kindsWithoutEffect: ReadonlySet<ToolKind> = new Set(["ui", "handoff", "workflow"]);

/** True when a runner that is gone may have started the call: the run was taken over since it was ready. */
export function isInterrupted(call: Call, run: Run | undefined): boolean {
  if (!run || kindsWithoutEffect.has(call.kind) || isAwaitingApproval(call)) return false;
  return run.epoch > Math.max(call.ready, run.started);
}

/** When the first of the open requests runs out of time (ISO 8601). */
export function firstExpiry(state: SessionState): string | undefined {
  const expiries = openCalls(state)
    .filter(isAwaitingAnswer)
    .flatMap((call) => call.request?.expires_at ?? []);
  return expiries.toSorted()[0];
}
