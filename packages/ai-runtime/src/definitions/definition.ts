import type { HookFunction, RehearsalFunction, ToolFunction } from "../tool.ts";
import type { DerivedVariable } from "./compile/derived-variables.ts";
import type { Expression } from "./expressions/expression.ts";
import type { Guardrail } from "./compile/guardrail.ts";
import type {
  AgentManifest,
  HandoffManifest,
  Manifest,
  NestedChatManifest,
  ToolManifest,
  VariableManifest,
} from "./manifest.ts";
import type { PromptTemplate } from "./prompt-template.ts";

/** A handoff rule with its expressions parsed. */
export interface HandoffRule extends Omit<HandoffManifest, "condition" | "available_when" | "nested"> {
  /** For `pre` and `after`; absent: always true. */
  readonly condition?: Expression;
  readonly available?: Expression;
  /** For `llm`: what the model is told. */
  readonly prompt?: string;
  readonly nested?: Omit<NestedChatManifest, "message"> & { readonly message?: PromptTemplate };
}

/** A workflow at one version, ready to be decided over: immutable, and pure but for its code. */
export interface Definition {
  readonly workflow_id: string;
  /** Content hash of every file of the folder. */
  readonly version: string;
  readonly manifest: Manifest;
  readonly agents: ReadonlyMap<string, AgentManifest>;
  /** What each agent is told, by its name. */
  readonly prompts: ReadonlyMap<string, PromptTemplate>;
  readonly tools: ReadonlyMap<string, ToolManifest>;
  readonly variables: ReadonlyMap<string, VariableManifest>;
  /** Variables that follow from others, each after all it depends on. */
  readonly derived: readonly DerivedVariable[];
  /** Variables that are loaded before anybody speaks, each after all it depends on. */
  readonly loads: readonly VariableManifest[];
  readonly rules: readonly HandoffRule[];
  /** The guardrails of each agent that has any, in file order. */
  readonly guardrails: ReadonlyMap<
    string,
    { readonly input: readonly Guardrail[]; readonly output: readonly Guardrail[] }
  >;
  /** Which tools need a person's approval, and when. */
  readonly approvals: ReadonlyMap<string, true | Expression>;
}

/** The code of one version, imported from its bundle. */
export interface DefinitionCode {
  /** @throws MozaiksError `definition.invalid` when the bundle does not export it. */
  tool(name: string): ToolFunction;
  rehearsal(agent: string): RehearsalFunction | undefined;
  /**
   * The function of a hook by the name under which the bundle exports it.
   * @throws MozaiksError `definition.invalid` when the bundle does not export it.
   */
  hook(exported: string): HookFunction;
  /**
   * Makes an agent by its class, by the name under which the bundle exports it.
   * @throws MozaiksError `definition.invalid` when the bundle does not export it.
   */
  agent(exported: string): () => unknown;
  /** The script of a definition that nobody vouches for, which is never imported; then there are no functions. */
  readonly source?: string;
}
