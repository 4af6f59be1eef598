import type { WorkflowCard, WorkflowSummary } from "@mozaiks/contracts";
import type { Definition } from "./definition.ts";

/** What `session_state` tells of a workflow. */
export function cardOf({ workflow_id, version, manifest }: Definition): WorkflowCard {
  return {
    workflow_id,
    version,
    title: manifest.title,
    agents: manifest.agents.map(({ name, display_name, avatar }) => ({
      name,
      display_name,
      ...(avatar !== undefined && { avatar }),
    })),
    suggestions: [...manifest.suggestions],
    ...(manifest.pattern === "ManualPattern" && { person_picks: true }),
  };
}

/** What the list of workflows tells: never prompts. */
export function summaryOf({ workflow_id, version, manifest }: Definition): WorkflowSummary {
  return {
    workflow_id,
    version,
    title: manifest.title,
    ...(manifest.description !== undefined && { description: manifest.description }),
    startup_mode: manifest.startup_mode,
    suggestions: [...manifest.suggestions],
    entry_point: manifest.entry_point,
    ...(manifest.input_schema && { input_schema: manifest.input_schema }),
  };
}
