import type { ReactNode } from "react";
import { useAgentCard } from "../chat/agent-names.ts";
import { Avatar } from "../parts/avatar.tsx";
import { formatMoment } from "../parts/format.ts";
import { useMessages } from "../use-messages.ts";

export interface AgentTurnProps {
  readonly agent: string;
  /** The first of a group shows the agent's picture and name. */
  readonly leads: boolean;
  readonly timestamp?: string | undefined;
  readonly children: ReactNode;
}

/** Something an agent said or did, beside its picture. */
export function AgentTurn({ agent, leads, timestamp, children }: AgentTurnProps): ReactNode {
  const { name, picture } = useAgentCard(agent);
  const { locale } = useMessages();
  return (
    <div
      className="mz-turn"
      data-leads={leads || undefined}
      title={timestamp === undefined ? undefined : formatMoment(timestamp, locale)}
    >
      {leads && (
        <>
          <Avatar name={name} picture={picture} />
          <div className="mz-author">{name}</div>
        </>
      )}
      <div className="mz-turn-body">{children}</div>
    </div>
  );
}
