import type { ReactNode } from "react";
import { Avatar } from "../parts/avatar.tsx";
import { useMessages } from "../use-messages.ts";
import { useChat } from "./chat-context.ts";

/** What a chat shows before anything was said in it. */
export function Welcome(): ReactNode {
  const { chat: words, locale } = useMessages();
  const workflow = useChat(({ view }) => view?.workflow);
  const isSilent = useChat(({ view, outbox }) => view?.rows.length === 0 && !view.partial && outbox.length === 0);
  const isRunning = useChat(({ view }) => view?.status === "running");
  if (!workflow || !isSilent || isRunning) return null;
  const agents = workflow.agents.map(({ display_name }) => display_name);
  return (
    <div className="mz-welcome">
      <Avatar name={workflow.title} />
      <h2>{workflow.title}</h2>
      <p className="mz-muted">{agents.length === 0 ? words.welcome : words.welcomeFrom(listOf(agents, locale))}</p>
    </div>
  );
}

function listOf(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
}
