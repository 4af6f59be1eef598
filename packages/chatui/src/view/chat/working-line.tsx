import { Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import type { ChatState } from "../../core/chat-session.ts";
import type { OutboxEntry } from "../../core/outbox.ts";
import { useMessages } from "../use-messages.ts";
import { Avatar } from "../parts/avatar.tsx";
import { useAgentCard } from "./agent-names.ts";
import { useChat } from "./chat-context.ts";

const ComingUITool = lazyPart(async () => ({ default: (await import("../ui-tools/coming-ui-tool.tsx")).ComingUITool }));
const ComingCall = lazyPart(async () => ({ default: (await import("../rows/coming-call.tsx")).ComingCall }));

/** Who is at work while nothing of it can be seen yet. */
export function WorkingLine(): ReactNode {
  const working = useChat(workingAgent);
  const coming = useChat(({ view }) => Object.keys(view?.partial_calls ?? {})[0]);
  const isUITool = useChat(({ view }) => view?.partial_calls[coming ?? ""]?.component !== undefined);
  if (coming !== undefined) {
    return <Suspense>{isUITool ? <ComingUITool callId={coming} /> : <ComingCall callId={coming} />}</Suspense>;
  }
  return working === undefined ? null : <Thinking agent={working} />;
}

function Thinking({ agent }: { agent: string }): ReactNode {
  const { chat: words } = useMessages();
  const { name, picture } = useAgentCard(agent);
  return (
    <div className="mz-turn mz-thinking" data-leads>
      {agent !== "" && <Avatar name={name} picture={picture} />}
      <span className="mz-dots" aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span className="mz-muted">{agent === "" ? words.working : words.isThinking(name)}</span>
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
