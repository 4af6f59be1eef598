import type { Display, Json, JsonObject } from "@mozaiks/contracts";
import type { ModelMessage, ModelSettings } from "./ports/model-provider.ts";

/** Who a tool runs for. */
export interface ToolSession {
  readonly app_id: string;
  readonly user_id: string;
  readonly chat_id: string;
  readonly workflow_id: string;
  readonly run_id: string;
  readonly agent: string;
}

/** The session's variables. Writes are buffered and recorded with the tool's result; a failed tool changes nothing. */
export interface ToolContextVariables {
  readonly get: (name: string) => Json | undefined;
  /** @throws Error when the variable is not declared or the agent may not set it. */
  readonly set: (name: string, value: Json) => void;
  readonly all: () => JsonObject;
}

/** A document, table, app … that agents make beside the conversation, at one version. */
export interface ToolArtifact {
  readonly artifact_id: string;
  readonly type: string;
  readonly title: string;
  readonly display: Display;
  /** 1, 2, 3… */
  readonly version: number;
  readonly state: Json;
}

/** A JSON Patch (RFC 6902), or the next state from the last: the patch between them is what is recorded. */
export type ArtifactChange = readonly object[] | ((state: Json) => Json);

/**
 * The session's artifacts. Writes are buffered and recorded with the tool's result; a failed tool changes nothing. All
 * reject with `artifact.not-found` for an unknown id, `artifact.invalid` for a state that does not fit the type's schema.
 */
export interface ToolArtifacts {
  /** Makes version 1. `display` is where it is shown: `artifact` (default) beside the conversation, or `inline`. */
  readonly create: (artifact: {
    readonly type: string;
    readonly title: string;
    readonly display?: Display;
    readonly state: Json;
  }) => Promise<{ artifact_id: string; version: number }>;
  /**
   * Makes the next version. A person may change the artifact while the tool runs: the patch is then applied to what they
   * made of it, unless `expected_version` is given or it no longer applies; the call then fails with `artifact.version-conflict`.
   */
  readonly update: (
    artifactId: string,
    change: ArtifactChange,
    options?: { readonly expected_version?: number },
  ) => Promise<{ version: number }>;
  readonly get: (artifactId: string) => Promise<ToolArtifact>;
  /**
   * Keeps bytes for a file of an artifact: `state.files` maps paths to texts or to what this resolves to. At most 10 MiB.
   */
  readonly keepFile: (bytes: Uint8Array) => Promise<{ blob: string; size: number }>;
  /** All there are, oldest first, without their states. */
  readonly list: () => readonly Omit<ToolArtifact, "state">[];
}

export type ToolLogLevel = "debug" | "info" | "warn" | "error";

/** Writes a line to the server's log: `log.info("sent", { to })` or `log.info({ to }, "sent")`. Never log a secret. */
export type ToolLog = Readonly<
  Record<ToolLogLevel, { (message: string, fields?: object): void; (fields: object, message?: string): void }>
>;

/** The second argument of every tool function. */
export interface ToolContext {
  readonly context: ToolContextVariables;
  readonly artifacts: ToolArtifacts;
  readonly session: ToolSession;
  /** Aborts on cancel, time-out and shutdown. A tool that ignores it is recorded `unknown` 5 s later. */
  readonly signal: AbortSignal;
  /** The same for every attempt of this call: pass it to whatever has a side effect. */
  readonly idempotencyKey: string;
  /** Shows progress to the people who watch: `percent` 0 to 100. */
  readonly progress: (percent: number, message?: string) => void;
  readonly log: ToolLog;
}

/** A tool: whatever JSON it returns goes back to the agent. `{ handoff_to: "Agent" }` in the result hands over. */
export type ToolFunction<A = JsonObject> = (args: A, tool: ToolContext) => unknown;

/** What a rehearsal function sees: the same conversation a model would. */
export interface RehearsalTurn {
  readonly messages: readonly {
    readonly role: "user" | "assistant" | "tool";
    readonly content: string;
    readonly name?: string;
    readonly toolCalls?: readonly { name: string; arguments: JsonObject }[];
  }[];
  readonly context: JsonObject;
  readonly tools: readonly string[];
  readonly schema?: JsonObject;
}

/** What a rehearsal answers. */
export interface RehearsalReply {
  readonly content?: string;
  readonly toolCalls?: readonly { name: string; arguments: JsonObject }[];
  readonly structured?: Json;
  readonly handoffTo?: string;
}

/** A deterministic stand-in for a model: pure, one per agent, exported from `rehearsal.ts` by the agent's name. */
export type RehearsalFunction = (turn: RehearsalTurn) => RehearsalReply;

/** What the class of an agent replies: the same as a rehearsal. */
export type AgentReply = RehearsalReply;

/** What a call of the agent's model has instead of what the agent has. */
export interface ModelOverrides {
  readonly system?: string;
  readonly messages?: readonly HookMessage[];
  /** Names of those of its tools that are offered: `[]` none. */
  readonly tools?: readonly string[];
  /** JSON Schema of the reply; null: text, although the agent has a structured output. */
  readonly schema?: JsonObject | null;
  readonly settings?: ModelSettings;
}

/** What the class of an agent replies to; all of it is a copy. */
export interface AgentTurn {
  /** What a model would be told. */
  readonly system: string;
  readonly messages: readonly HookMessage[];
  readonly context: Pick<ToolContextVariables, "get" | "all">;
  /** What it may call, its handoffs (`transfer_to_…`) among them. */
  readonly tools: readonly { readonly name: string; readonly description: string; readonly parameters: JsonObject }[];
  /** JSON Schema of its structured output. */
  readonly schema?: JsonObject;
  /** Aborts on cancel, time-out and shutdown. */
  readonly signal: AbortSignal;
  /** Asks the agent's model, unseen by people; the tokens are counted. A stop resolves to what there was. */
  readonly callModel: (overrides?: ModelOverrides) => Promise<AgentReply>;
}

/**
 * The class of an agent (`class` in agents.yaml). A new instance replies to each turn, and again after a crash: it keeps
 * nothing. A generator yields text that people see grow, and returns the rest of the reply, if there is any.
 */
export interface CustomAgent {
  /** Seconds until it is given up (300). */
  readonly timeout_s?: number;
  reply(turn: AgentTurn): AgentReply | Promise<AgentReply> | AsyncGenerator<string, AgentReply | undefined>;
}

/** A message as a hook sees it: what the model is told. */
export type HookMessage = ModelMessage;

/** Hooks of hooks.yaml: whatever they are given is a copy. One that throws or takes more than 60 s fails the run with `hook.failed`. */
export interface Hooks {
  /** `system` in the result takes the place of the given one, for this call only. */
  readonly update_agent_state: (call: {
    readonly agent: string;
    readonly system: string;
    readonly context: JsonObject;
    readonly messages: readonly HookMessage[];
  }) => Awaitable<{ readonly system?: string } | undefined>;
  /** The messages that the model is told instead, at least one. */
  readonly process_all_messages_before_reply: (messages: readonly HookMessage[]) => Awaitable<readonly HookMessage[]>;
  /** What the model is told instead of the content of the last message of role `user`. */
  readonly process_last_received_message: (content: string) => Awaitable<string>;
  /** The text that is recorded and shown instead of the agent's. */
  readonly process_message_before_send: (message: {
    readonly agent: string;
    readonly content: string;
  }) => Awaitable<string>;
}

type Awaitable<T> = T | Promise<T>;

/** The function of any hook. */
export type HookFunction = (input: unknown) => unknown;
