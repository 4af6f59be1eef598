import type { VariableManifest } from "../manifest.ts";

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

/** CEL's own words, and what it calls types. Names of functions and macros (`size`, `all`) may be names of variables. */
const reserved = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while map int uint double bool string bytes list type cel optional".split(
    " ",
  ),
);

/** Whether a name always means something else in expressions, so that no variable can have it. */
export function isTakenName(name: string): boolean {
  return reserved.has(name) || Object.hasOwn(alwaysBound, name);
}

/** The declared variables and those that are always there. */
export function scopeOf(variables: Iterable<Pick<VariableManifest, "name" | "type">>): ExpressionScope {
  const scope = new Map<string, VariableType>(Object.entries(alwaysBound));
  for (const { name, type } of variables) scope.set(name, type);
  return scope;
}
