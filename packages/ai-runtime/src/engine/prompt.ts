import type { JsonObject } from "@mozaiks/contracts";
import type { Definition } from "../definitions/definition.ts";
import type { AgentManifest } from "../definitions/manifest.ts";
import type { ModelTool } from "../ports/model-provider.ts";
import type { SessionState } from "./core/state.ts";
import { boundNames, type Transfer } from "./core/transfers.ts";

/** The system text of an agent: its rendered prompt, then the variables shown to it. */
export function systemPrompt(definition: Definition, agent: AgentManifest, context: JsonObject): string {
  const shown = agent.context.map((name) => `${name}: ${JSON.stringify(context[name] ?? null)}`);
  const variables = shown.length > 0 ? [`Context variables:\n${shown.join("\n")}`] : [];
  return [definition.prompts.get(agent.name)?.render(context), ...variables].filter(Boolean).join("\n\n");
}

/** What the model may call: the agent's tools in order, then the transfers that are available. */
export function offeredTools(
  definition: Definition,
  agent: AgentManifest,
  transfers: readonly Transfer[],
): ModelTool[] {
  const own = agent.tools.flatMap((name): ModelTool[] => {
    const tool = definition.tools.get(name);
    return tool ? [{ name, description: tool.description, parameters: tool.parameters }] : [];
  });
  const parameters = { type: "object", properties: {}, additionalProperties: false };
  return [...own, ...transfers.map(({ name, description }) => ({ name, description, parameters }))];
}

/** Every variable by name, with what is always there. */
export function contextOf(
  state: SessionState,
  identity: { app_id: string; user_id: string; chat_id: string },
): JsonObject {
  return { ...boundNames(state), ...identity, workflow_id: state.workflow_id };
}
