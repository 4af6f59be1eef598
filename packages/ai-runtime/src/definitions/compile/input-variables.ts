import { VariableName } from "../files/fields.ts";
import { isTakenName } from "../expressions/expression-scope.ts";
import type { VariableManifest } from "../manifest.ts";
import { isObject } from "./strict-schema.ts";
import type { WorkflowParts } from "./workflow-parts.ts";

const types = ["string", "integer", "number", "boolean", "object", "array"] as const;

/**
 * The inputs of `input_schema` that context_variables.yaml does not declare, as state variables: those whose name can be
 * one and whose type is one of a variable. None while either file is broken.
 */
export function undeclaredInputs({
  orchestrator,
  variables,
}: Pick<WorkflowParts, "orchestrator" | "variables">): readonly VariableManifest[] {
  const properties = orchestrator.state === "ok" ? orchestrator.value.input_schema?.["properties"] : undefined;
  if (!isObject(properties) || variables.state === "broken") return [];
  const declared = variables.state === "ok" ? (variables.value.definitions ?? []).map(({ name }) => name) : [];
  return Object.entries(properties).flatMap(([name, schema]): VariableManifest[] => {
    const type = types.find((each) => isObject(schema) && schema["type"] === each);
    const isFree = VariableName.safeParse(name).success && !declared.includes(name) && !isTakenName(name);
    return isFree && type ? [{ name, type, client_visible: false, source: "state", triggers: [] }] : [];
  });
}
