import type { WorkflowCard } from "@mozaiks/contracts/fold";
import { useChat } from "./chat-context.ts";

/** An agent's display name; its own name when the workflow does not say. */
export function displayNameOf(workflow: WorkflowCard | undefined, agent: string): string {
  return workflow?.agents.find(({ name }) => name === agent)?.display_name ?? agent;
}

/** How to show the agents of this chat. */
export function useAgentCard(agent: string): { readonly name: string; readonly picture: string | undefined } {
  const workflow = useChat(({ view }) => view?.workflow);
  const picture = workflow?.agents.find(({ name }) => name === agent)?.avatar;
  return { name: displayNameOf(workflow, agent), picture };
}
