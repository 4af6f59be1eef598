import type { ReactNode } from "react";
import { Avatar } from "../parts/avatar.tsx";
import { useChat } from "./chat-context.ts";

/** What a chat shows before anything was said in it. */
export function Welcome(): ReactNode {
  const workflow = useChat(({ view }) => view?.workflow);
  const isSilent = useChat(({ view, outbox }) => view?.rows.length === 0 && !view.partial && outbox.length === 0);
  const isRunning = useChat(({ view }) => view?.status === "running");
  if (!workflow || !isSilent || isRunning) return null;
  const agents = workflow.agents.map(({ display_name }) => display_name);
  return (
    <div className="mz-welcome">
      <Avatar name={workflow.title} />
      <h2>{workflow.title}</h2>
      <p className="mz-muted">
        {agents.length === 0
          ? "Write a message to begin."
          : `Write a message to begin. Here for you: ${listOf(agents)}.`}
      </p>
    </div>
  );
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(undefined, { type: "conjunction" }).format(names);
}
