import type { Json, JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../../definitions/definition.ts";
import type { DerivedVariable } from "../../definitions/compile/derived-variables.ts";
import type { Draft, DraftOf } from "./draft.ts";

/**
 * A draft with what follows from its changes: derived variables are recorded in the same event as what they follow from,
 * so that a log needs no expression to be read. One that cannot be computed is null, with a notice unless it waits for
 * an input that is still null.
 * @param context the variables before the draft.
 */
export function withDerived<D extends Draft>(
  definition: Definition,
  context: JsonObject,
  draft: D,
): readonly (D | DraftOf<"notice">)[] {
  if (definition.derived.length === 0) return [draft];
  if (draft.type === "session_created") {
    const { changes, notices } = derive(definition, draft.context ?? {}, undefined);
    return [{ ...draft, context: { ...draft.context, ...changes } }, ...notices];
  }
  if (draft.type !== "context_update") return [draft];
  const next = { ...context, ...draft.changes };
  const { changes, notices } = derive(definition, next, new Set(Object.keys(draft.changes)));
  return [{ ...draft, changes: { ...draft.changes, ...changes } }, ...notices];
}

/** {@link withDerived} of drafts that follow each other. */
export function allDerived(definition: Definition, context: JsonObject, drafts: readonly Draft[]): readonly Draft[] {
  let known = context;
  return drafts.flatMap((draft) => {
    const whole = withDerived(definition, known, draft);
    for (const each of whole) if (each.type === "context_update") known = { ...known, ...each.changes };
    return whole;
  });
}

/** @param changed names whose followers are to be computed; undefined: all. Grows by what is computed anew. */
function derive(
  definition: Definition,
  context: JsonObject,
  changed: Set<string> | undefined,
): { readonly changes: JsonObject; readonly notices: readonly DraftOf<"notice">[] } {
  const values: JsonObject = { ...context };
  const changes: JsonObject = {};
  const notices: DraftOf<"notice">[] = [];
  for (const variable of definition.derived) {
    const { name, inputs } = variable;
    if (changed && !inputs.some((input) => changed.has(input))) continue;
    const result = valueOf(variable, values);
    if (!result.ok && inputs.every((input) => (values[input] ?? null) !== null)) {
      notices.push({ type: "notice", level: "warning", code: "variable.failed", detail: `${name}: ${result.error}` });
    }
    const value = result.ok ? result.value : null;
    if (changed && JSON.stringify(value) === JSON.stringify(values[name])) continue;
    changes[name] = value;
    values[name] = value;
    changed?.add(name);
  }
  return { changes, notices };
}

function valueOf({ type, evaluate }: DerivedVariable, context: JsonObject): ReturnType<DerivedVariable["evaluate"]> {
  const result = evaluate(context);
  if (!result.ok || result.value === null || isOfType(result.value, type)) return result;
  return { ok: false, error: `${JSON.stringify(result.value).slice(0, 100)} is not of type ${type}` };
}

function isOfType(value: Json, type: DerivedVariable["type"]): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
