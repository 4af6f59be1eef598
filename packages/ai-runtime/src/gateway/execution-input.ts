import { type ExecuteWorkflow, type JsonObject, MozaiksError, type WorkflowSummary } from "@mozaiks/contracts";
import type { SchemaValidator } from "../engine/json-schema-validator.ts";

/** What an execution starts with: context variables, or the first user message, or nothing. */
export interface ExecutionInput {
  readonly message?: string;
  readonly variables?: JsonObject;
}

/**
 * The input of an execution. Text is a message; an object fits the workflow's `input_schema` and becomes context variables;
 * without such a schema only its `message` is taken.
 * @throws MozaiksError `request.invalid` when it is empty, does not fit, or the workflow cannot start without one.
 */
export function executionInput(
  body: ExecuteWorkflow,
  workflow: WorkflowSummary,
  schemas: SchemaValidator,
): ExecutionInput {
  const input = body.input ?? body.data;
  if (typeof input === "string") return { message: textOf(input, "input") };
  if (input === undefined) {
    if (workflow.startup_mode === "UserDriven" || workflow.input_schema)
      throw new MozaiksError("request.invalid", "input: this workflow needs one");
    return {};
  }
  if (workflow.input_schema) {
    const [mistake] = schemas.problems(workflow.input_schema, input);
    if (mistake !== undefined) throw new MozaiksError("request.invalid", `input: ${mistake}`);
    return { variables: input };
  }
  if (!("message" in input))
    throw new MozaiksError("request.invalid", "input: this workflow takes text, or an object with a message");
  return { message: textOf(input["message"], "input.message") };
}

function textOf(value: unknown, name: string): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new MozaiksError("request.invalid", `${name}: must be text that is not empty`);
}
