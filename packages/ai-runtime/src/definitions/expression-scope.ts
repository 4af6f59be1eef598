import type { VariableManifest } from "./manifest.ts";

export type VariableType = VariableManifest["type"];

/** The names an expression may use, with their types. */
export type ExpressionScope = ReadonlyMap<string, VariableType>;

/** Bound in every session, whatever context_variables.yaml declares. */
export const alwaysBound = {
  app_id: "string",
  user_id: "string",
  chat_id: "string",
  workflow_id: "string",
  claims: "object",
  ui: "object",
  artifacts: "array",
} as const satisfies Record<string, VariableType>;

/** The declared variables and those that are always there. */
export function scopeOf(variables: Iterable<Pick<VariableManifest, "name" | "type">>): ExpressionScope {
  const scope = new Map<string, VariableType>(Object.entries(alwaysBound));
  for (const { name, type } of variables) scope.set(name, type);
  return scope;
}
