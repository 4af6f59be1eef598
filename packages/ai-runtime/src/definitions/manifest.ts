import type { JsonObject, Json, StartupMode, Display } from "@mozaiks/contracts";
import type { ModelSettings } from "../ports/model-provider.ts";
import type { Hooks } from "../tool.ts";

/** Everything the engine needs to know of a workflow, as plain JSON: parsed, defaulted and cross-checked YAML. */
export interface Manifest {
  readonly format: 1;
  readonly workflow_id: string;
  readonly title: string;
  /** False: nobody vouches for it. Its code runs in isolates only. */
  readonly trusted?: false;
  readonly description?: string;
  readonly startup_mode: StartupMode;
  readonly pattern: "DefaultPattern" | "AutoPattern" | "RoundRobinPattern" | "RandomPattern" | "ManualPattern";
  /** The model that chooses speakers: for AutoPattern and for handoffs to `manager`. */
  readonly manager?: ModelChoice;
  readonly human_in_the_loop: boolean;
  readonly max_turns: number;
  readonly max_duration_ms?: number;
  readonly initial_agent?: string;
  readonly initial_message?: string;
  readonly initial_message_to_user?: string;
  readonly suggestions: readonly string[];
  readonly entry_point: boolean;
  readonly input_schema?: JsonObject;
  /** The context variable, or the structured output model, that is the run's result. */
  readonly output?: string;
  readonly agents: readonly AgentManifest[];
  /** In file order. */
  readonly handoffs: readonly HandoffManifest[];
  readonly variables: readonly VariableManifest[];
  /** Each tool once, in file order. */
  readonly tools: readonly ToolManifest[];
  readonly mcp_servers?: Readonly<Record<string, McpServerManifest>>;
  /** Calls of `tools` that no agent makes, in file order. */
  readonly lifecycle?: readonly LifecycleManifest[];
  /** Functions around the calls of models, in file order. */
  readonly hooks?: readonly HookManifest[];
  /** JSON Schema of each structured output model, by name, self-contained. */
  readonly outputs: Readonly<Record<string, JsonObject>>;
  /** Agents whose text people see; absent: all. */
  readonly visual_agents?: readonly string[];
  /** What is declared of types of artifacts; tools may make others. */
  readonly artifacts?: readonly ArtifactTypeManifest[];
  /** Names of the agents that `rehearsal.ts` has a function for. */
  readonly rehearsed: readonly string[];
}

/** A tool that the engine calls by itself; no agent may. */
export interface LifecycleManifest {
  readonly trigger: "before_chat" | "after_chat" | "before_agent" | "after_agent";
  /** Whose turns; absent: everybody's. */
  readonly agent?: string;
  readonly tool: string;
}

/** A function that changes what a model is told, or what is recorded of its reply. */
export interface HookManifest {
  /** Where it stands: `hooks.yaml:2`. */
  readonly id: string;
  readonly type: keyof Hooks;
  /** Whose calls; absent: everybody's. */
  readonly agent?: string;
  readonly function: string;
  /** The name under which the bundle exports it. */
  readonly export: string;
}

export interface ArtifactTypeManifest {
  readonly type: string;
  /** JSON Schema that every state must fit. */
  readonly schema?: JsonObject;
  /** What people may do with it: nothing else. */
  readonly actions: readonly ArtifactActionManifest[];
}

/** `update_state` takes a JSON Patch, `launch_workflow` opens a session, any other name calls a tool. */
export interface ArtifactActionManifest {
  readonly name: string;
  readonly tool?: string;
  readonly workflow?: string;
}

/** A model, aliases resolved. */
export interface ModelChoice {
  /** Absent: the configured default. */
  readonly model?: string;
  readonly settings: ModelSettings;
  /** Who answers instead, in this order, when it is unavailable. */
  readonly fallbacks?: readonly Omit<ModelChoice, "fallbacks">[];
}

export interface AgentManifest extends ModelChoice {
  readonly name: string;
  readonly display_name: string;
  readonly avatar?: string;
  readonly description?: string;
  /** Liquid template: role, then system message or prompt sections (`heading\ncontent`), joined by blank lines. */
  readonly prompt: string;
  /** The class that replies instead of a model: as it is written, and under which name the bundle exports it. */
  readonly class?: { readonly name: string; readonly export: string };
  /** Name of the model in `outputs`. */
  readonly structured_output?: string;
  readonly max_consecutive_auto_reply?: number;
  /** Names of the tools it may call: own tools first in file order, then extra grants. */
  readonly tools: readonly string[];
  /** The tool that its structured reply calls; it has no other. */
  readonly auto_tool?: string;
  /** Variables shown to it. */
  readonly context: readonly string[];
  /** Absent: every declared state variable. */
  readonly can_update?: readonly string[];
  /** Each in file order; their names differ. */
  readonly input_guardrails?: readonly GuardrailManifest[];
  readonly output_guardrails?: readonly GuardrailManifest[];
}

/** A check of a text: when it applies, `message` stands instead, and `target` speaks next. */
export type GuardrailManifest = {
  /** Where it stands, for `agent_selected.reason.rule`: `agents.yaml:12`. */
  readonly id: string;
  readonly name: string;
  /** An agent, `user` or `terminate`. */
  readonly target: string;
  readonly message: string;
} & (
  | { readonly type: "regex"; readonly pattern: string }
  /** CEL over the variables and `text`. */
  | { readonly type: "expression"; readonly condition: string }
  | { readonly type: "llm"; readonly prompt: string }
);

/** Before the id of a workflow in a rule's `target`. */
export const workflowTarget = "workflow:";

/** What the log calls a call that a nested chat carries out; no tool has that name. */
export const nestedChatCall = "nested_chat";

/** Before the name of a nested chat in a rule's `target`. */
export const nestedTarget = "nested_chat:";

export interface HandoffManifest {
  /** Where the rule stands, for `agent_selected.reason.rule`: `handoffs.yaml:12`. */
  readonly id: string;
  /** An agent, `user`, or `*`. */
  readonly source: string;
  /** An agent, `user`, `terminate`, `stay` (the source again), `manager`, `workflow:Id`, or `nested_chat:Name`. */
  readonly target: string;
  /** The nested chat of that name. Rules with the same one share the name. */
  readonly nested?: NestedChatManifest;
  /** `pre`: before the source replies; `llm`: the model chooses; `after`: when its turn has ended. */
  readonly stage: "pre" | "llm" | "after";
  /** CEL for `pre` and `after` (absent: unconditional); what the model is told for `llm`. */
  readonly condition?: string;
  /** CEL; false hides the rule. */
  readonly available_when?: string;
  readonly description?: string;
}

/** Agents that talk among themselves; the source goes on with what it came to. */
export interface NestedChatManifest {
  readonly agents: readonly string[];
  /** Liquid template of what they are told; absent: the last message of the conversation. */
  readonly message?: string;
  readonly rounds: number;
  readonly result: "last" | "all";
}

export interface VariableManifest {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "object" | "array";
  readonly description?: string;
  readonly default?: Json;
  readonly schema?: JsonObject;
  readonly client_visible: boolean;
  readonly source:
    | "state"
    | "config"
    | "file"
    | "computed"
    | "external"
    | "claims"
    | "ui"
    | "data_reference"
    | "data_entity";
  /** For `config`: the name of the environment variable. */
  readonly env_var?: string;
  /** For `computed`: CEL over `inputs`, none of which depends on this variable. */
  readonly expression?: string;
  /** The variables that it is computed or looked up from. */
  readonly inputs?: readonly string[];
  readonly reference?: ReferenceManifest;
  readonly entity?: EntityManifest;
  /** For `external`: the idempotent tool that gives its value once per session. */
  readonly tool?: string;
  /** For `claims` and `ui`: which of their values, as `account.plan`. */
  readonly path?: string;
  readonly triggers: readonly TriggerManifest[];
}

/** For `data_reference`: which documents. Values that are texts are templates over the variables. */
export interface ReferenceManifest {
  readonly collection: string;
  readonly where: readonly {
    readonly field: string;
    readonly operator: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in";
    readonly value: Json;
  }[];
  readonly sort?: { readonly field: string; readonly descending: boolean };
  readonly limit: number;
  /** Which members are taken; absent: all. */
  readonly fields?: readonly string[];
  readonly refresh: "once" | "per_run";
}

/** For `data_entity`: the document that holds what tools set. */
export interface EntityManifest {
  readonly collection: string;
  /** A template over the variables: the document's id. */
  readonly key: string;
  /** Whether a document that is there already gives the first value. */
  readonly loads: boolean;
  readonly write_strategy: "immediate" | "on_workflow_end";
}

export type TriggerManifest =
  | {
      readonly type: "agent_text";
      readonly agent?: string;
      readonly match: { readonly equals: string } | { readonly contains: string } | { readonly regex: string };
      /** Default true; `$1` in a string stands for the first group of a regex. */
      readonly set: Json;
    }
  | { readonly type: "ui_response"; readonly tool: string; readonly response_key: string };

export interface ToolManifest {
  readonly name: string;
  readonly description: string;
  readonly kind: "module" | "http" | "mcp" | "workflow" | "ui";
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
  readonly timeout_ms: number;
  readonly retries: number;
  readonly show: "full" | "name" | "none";
  readonly idempotent: boolean;
  /** Absent: never. A string is CEL over the variables and the call's `arguments`. */
  readonly requires_approval?: true | string;
  /** The name under which the bundle exports the function; absent for a UI tool without code. */
  readonly export?: string;
  /** For kind `workflow`: the workflow that carries out the call in a session of its own. */
  readonly workflow?: string;
  readonly ui?: {
    readonly component: string;
    readonly display: Display;
    readonly awaits_response: boolean;
    readonly response_schema?: JsonObject;
    readonly timeout_ms?: number;
  };
  readonly http?: HttpManifest;
  /** A tool of one of `mcp_servers`. */
  readonly mcp?: { readonly server: string; readonly tool: string };
}

/** Where an MCP server is. Header values may hold `${secret:NAME}`. */
export type McpServerManifest =
  | {
      readonly kind: "stdio";
      readonly command: string;
      readonly args: readonly string[];
      /** Names of the environment variables it gets. */
      readonly env: readonly string[];
    }
  | { readonly kind: "http"; readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** A request to a web service. Texts are templates over `arguments` and `context`, with `${secret:NAME}`. */
export interface HttpManifest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly allowed_hosts: readonly string[];
}
