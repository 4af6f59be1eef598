import { MozaiksError } from "@mozaiks/contracts";
import type { StoredDefinition } from "../ports/event-store.ts";
import { approvalScope } from "./compile/compile-approvals.ts";
import { computedOrder } from "./expressions/computed-order.ts";
import { compileExpression } from "./expressions/compile-expression.ts";
import type { Definition, HandoffRule } from "./definition.ts";
import { derivedVariables } from "./compile/derived-variables.ts";
import type { Expression } from "./expressions/expression.ts";
import { scopeOf, type ExpressionScope } from "./expressions/expression-scope.ts";
import { guardrailScope, toGuardrail } from "./compile/guardrail.ts";
import type { HandoffManifest, Manifest, NestedChatManifest } from "./manifest.ts";
import { promptTemplate } from "./prompt-template.ts";

/**
 * The workflow of a stored definition, ready to be decided over. Pure.
 * @throws MozaiksError `definition.invalid` when the manifest is not one, or not of this format.
 */
export function compileDefinition(stored: StoredDefinition): Definition {
  const manifest = parseManifest(stored);
  const scope = scopeOf(manifest.variables);
  return {
    workflow_id: stored.workflow_id,
    version: stored.version,
    manifest,
    agents: byName(manifest.agents),
    prompts: new Map(manifest.agents.map((agent) => [agent.name, promptTemplate(agent)])),
    tools: byName(manifest.tools),
    variables: byName(manifest.variables),
    derived: derived(manifest, scope),
    loads: computedOrder(manifest.variables).ordered.filter(
      ({ source, reference, entity }) => source === "external" || reference || entity?.loads,
    ),
    rules: manifest.handoffs.map((handoff) => toRule(handoff, scope)),
    guardrails: guardrailsOf(manifest, scope),
    approvals: new Map(
      manifest.tools.flatMap(({ name, requires_approval: rule }) => {
        if (rule === undefined) return [];
        return [
          [name, rule === true ? true : expressionOf(rule, `tools.yaml: ${name}`, approvalScope(scope))] as const,
        ];
      }),
    ),
  };
}

function derived({ variables }: Manifest, scope: ExpressionScope): Definition["derived"] {
  try {
    return derivedVariables(variables, scope);
  } catch (cause) {
    throw new MozaiksError("definition.invalid", (cause as Error).message, { cause });
  }
}

function guardrailsOf({ agents }: Manifest, scope: ExpressionScope): Definition["guardrails"] {
  const parse = (condition: string, id: string): Expression => expressionOf(condition, id, guardrailScope(scope));
  const guarded = agents.filter((agent) => agent.input_guardrails ?? agent.output_guardrails);
  return new Map(
    guarded.map(({ name, input_guardrails = [], output_guardrails = [] }) => [
      name,
      {
        input: input_guardrails.map((each) => toGuardrail(each, parse)),
        output: output_guardrails.map((each) => toGuardrail(each, parse)),
      },
    ]),
  );
}

function parseManifest(stored: StoredDefinition): Manifest {
  try {
    const manifest = JSON.parse(stored.manifest) as Partial<Manifest>;
    if (manifest.format === 1) return manifest as Manifest;
  } catch (cause) {
    throw new MozaiksError("definition.invalid", `${stored.workflow_id}: the stored manifest is not JSON`, { cause });
  }
  throw new MozaiksError("definition.invalid", `${stored.workflow_id}: the stored manifest has an unknown format`);
}

function toRule(
  { condition, available_when, nested, ...handoff }: HandoffManifest,
  scope: ExpressionScope,
): HandoffRule {
  const text = (source: string): Expression => expressionOf(source, handoff.id, scope);
  return {
    ...handoff,
    ...(handoff.stage === "llm"
      ? condition !== undefined && { prompt: condition }
      : condition !== undefined && { condition: text(condition) }),
    ...(available_when !== undefined && { available: text(available_when) }),
    ...(nested && { nested: toNested(nested, handoff.id) }),
  };
}

function toNested({ message, ...chat }: NestedChatManifest, rule: string): NonNullable<HandoffRule["nested"]> {
  if (message === undefined) return chat;
  return { ...chat, message: promptTemplate({ name: rule, prompt: message }) };
}

function expressionOf(source: string, rule: string, scope: ExpressionScope): Expression {
  const compiled = compileExpression(source, scope);
  if (compiled.ok) return compiled.expression;
  throw new MozaiksError("definition.invalid", `${rule}: ${JSON.stringify(source)} ${compiled.message}`);
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}
