import type { JsonObject } from "@mozaiks/contracts";
import { z } from "zod";
import { AgentsFile } from "../files/agents-file.ts";
import { ContextVariablesFile } from "../files/context-variables-file.ts";
import { HandoffsFile } from "../files/handoffs-file.ts";
import { HooksFile } from "../files/hooks-file.ts";
import { OrchestratorFile } from "../files/orchestrator-file.ts";
import { ScenarioFile } from "../files/scenario-file.ts";
import { StructuredOutputsFile } from "../files/structured-outputs-file.ts";
import { ToolsFile } from "../files/tools-file.ts";
import { UiConfigFile } from "../files/ui-config-file.ts";

/** Each file of a workflow by its name without ending, with what it is. */
const files: Readonly<Record<string, { readonly schema: z.ZodType; readonly title: string }>> = {
  orchestrator: { schema: OrchestratorFile, title: "what the workflow is and how it runs" },
  agents: { schema: AgentsFile, title: "who takes part" },
  handoffs: { schema: HandoffsFile, title: "who speaks after whom" },
  context_variables: { schema: ContextVariablesFile, title: "what a session remembers, and who sees it" },
  structured_outputs: { schema: StructuredOutputsFile, title: "shapes of replies, and who replies in them" },
  tools: { schema: ToolsFile, title: "what agents can do" },
  hooks: { schema: HooksFile, title: "functions around the calls of models" },
  ui_config: { schema: UiConfigFile, title: "what people see" },
  scenario: { schema: ScenarioFile, title: "tests/*.yaml, a conversation and what must come of it" },
};

/**
 * JSON Schema (draft 7, which every editor reads) of each file of a workflow, by its name without ending. Their `$id`
 * never changes. They hold what can be said without the other files: `mozaiks validate` finds more.
 */
export function fileSchemas(): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(files).map(([name, { schema, title }]) => {
      const { $schema, ...rest } = withoutLater(
        z.toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any", reused: "inline" }),
      ) as JsonObject;
      const $id = `https://mozaiks.dev/schemas/${name}.schema.json`;
      return [name, { $schema: $schema ?? null, $id, title: `${name}: ${title}`, ...rest }];
    }),
  );
}

const notSupported = { enum: [null, false, []], description: "not supported by this version" };

/** Leaves out alternatives that this version does not carry out, and allows such keys only to say no. */
function withoutLater(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isLater(item)).map(withoutLater);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, isLater(member) ? notSupported : withoutLater(member)]),
  );
}

function isLater(value: unknown): boolean {
  return typeof value === "object" && value !== null && "later" in value && value.later === true;
}
