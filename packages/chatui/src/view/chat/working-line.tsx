import type { ReactNode } from "react";
import type { ChatState } from "../../core/chat-session.ts";
import type { OutboxEntry } from "../../core/outbox.ts";
import { Avatar } from "../parts/avatar.tsx";
import { humanName } from "../../core/human-name.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useAgentCard } from "./agent-names.ts";
import { useChat } from "./chat-context.ts";

/** Who is at work while nothing of it can be seen yet. */
export function WorkingLine(): ReactNode {
  const working = useChat(workingAgent);
  const coming = useChat(({ view }) => Object.values(view?.partial_calls ?? {})[0]?.name);
  if (coming !== undefined) return <ComingCall name={coming} />;
  return working === undefined ? null : <Thinking agent={working} />;
}

/** A call whose arguments are still being written. */
function ComingCall({ name }: { name: string }): ReactNode {
  return (
    <div className="mz-turn">
      <div className="mz-card mz-coming">
        <Spinner />
        <span className="mz-muted">Preparing: {humanName(name)}</span>
      </div>
    </div>
  );
}

function Thinking({ agent }: { agent: string }): ReactNode {
  const { name, picture } = useAgentCard(agent);
  return (
    <div className="mz-turn mz-thinking" data-leads>
      {agent !== "" && <Avatar name={name} picture={picture} />}
      <span className="mz-dots" aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span className="mz-muted">{agent === "" ? "Working…" : `${name} is thinking…`}</span>
    </div>
  );
}

/** The agent that is running without showing text or a tool; "" when nobody was chosen yet. */
function workingAgent({ view, outbox }: ChatState): string | undefined {
  if (!view || view.partial?.text) return undefined;
  const last = view.rows.at(-1);
  const isToolShown = last?.kind === "tool" && last.status === "running" && last.tool_kind !== "ui";
  if (view.status === "running") return isToolShown ? undefined : (view.agent ?? "");
  const isHeard = outbox.some(({ message, state }) => message.type === "user_message" && isArriving[state]);
  return isHeard ? "" : undefined;
}

const isArriving: Readonly<Record<OutboxEntry["state"], boolean>> = {
  accepted: true,
  failed: false,
  queued: false,
  sent: true,
};
