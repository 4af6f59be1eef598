import type { Json, JsonObject } from "@mozaiks/contracts";
import { compileFormula } from "../expressions/compile-expression.ts";
import { computedOrder } from "../expressions/computed-order.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { Formula } from "../expressions/expression.ts";
import type { VariableManifest } from "../manifest.ts";

/** A variable that nobody sets: its value follows from others. */
export interface DerivedVariable {
  readonly name: string;
  readonly type: VariableManifest["type"];
  /** What its value follows from. */
  readonly inputs: readonly string[];
  readonly evaluate: Formula["evaluate"];
}

/**
 * The `computed`, `claims` and `ui` variables, each after all it depends on.
 * @throws Error when a formula cannot be parsed.
 */
export function derivedVariables(
  variables: readonly VariableManifest[],
  scope: ExpressionScope,
): readonly DerivedVariable[] {
  const derived = variables.filter(({ source }) => source === "computed" || source === "claims" || source === "ui");
  return computedOrder(derived.map((variable) => toDerived(variable, scope))).ordered;
}

function toDerived(variable: VariableManifest, scope: ExpressionScope): DerivedVariable {
  const { name, type, source, expression, inputs = [], path = name, default: fallback = null } = variable;
  if (source !== "computed") {
    const keys = path.split(".");
    const evaluate: Formula["evaluate"] = (context) => ({ ok: true, value: at(context[source], keys) ?? fallback });
    return { name, type, inputs: [source], evaluate };
  }
  const compiled = compileFormula(expression ?? "null", scope);
  if (!compiled.ok) throw new Error(`context_variables.yaml: ${name}: ${expression} ${compiled.message}`);
  const { expression: formula } = compiled;
  return { name, type, inputs, evaluate: (context) => formula.evaluate(context) };
}

function at(value: Json | undefined, [key, ...rest]: readonly string[]): Json | undefined {
  if (key === undefined || value === undefined) return value;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, key) ? at((value as JsonObject)[key], rest) : undefined;
}
