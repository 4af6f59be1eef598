import { type ExecuteWorkflow, type JsonObject, MozaiksError, type WorkflowSummary } from "@mozaiks/contracts";
import type { Identity } from "./access/identity.ts";

/**
 * What an execution starts with: the first user message, context variables, or nothing. An object is variables when the
 * workflow has an `input_schema` or the caller acts for the app; otherwise only its `message` is taken.
 * @throws MozaiksError `request.invalid` when it is empty, or missing where the workflow waits for one.
 */
export function executionInput(
  body: ExecuteWorkflow,
  workflow: WorkflowSummary,
  caller: Identity["kind"],
): string | JsonObject | undefined {
  const input = body.input ?? body.data;
  if (input === undefined) {
    if (workflow.startup_mode === "UserDriven" || workflow.input_schema)
      throw new MozaiksError("request.invalid", "input: this workflow needs one");
    return undefined;
  }
  if (typeof input === "string") return textOf(input, "input");
  if (workflow.input_schema) return input;
  if ("message" in input) return textOf(input["message"], "input.message");
  if (caller === "service" && Object.keys(input).length > 0) return input;
  throw new MozaiksError("request.invalid", "input: must be text, or an object with a message");
}

function textOf(value: unknown, name: string): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new MozaiksError("request.invalid", `${name}: must be text that is not empty`);
}
