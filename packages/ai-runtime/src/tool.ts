import type { Json, JsonObject } from "@mozaiks/contracts";

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

/** The second argument of every tool function. */
export interface ToolContext {
  readonly context: ToolContextVariables;
  readonly session: ToolSession;
  /** Aborts on cancel, time-out and shutdown. A tool that ignores it is recorded `unknown` 5 s later. */
  readonly signal: AbortSignal;
  /** The same for every attempt of this call: pass it to whatever has a side effect. */
  readonly idempotencyKey: string;
  /** Shows progress to the people who watch: `percent` 0 to 100. */
  readonly progress: (percent: number, message?: string) => void;
  readonly log: {
    readonly info: (fields: object, message: string) => void;
    readonly warn: (fields: object, message: string) => void;
  };
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
