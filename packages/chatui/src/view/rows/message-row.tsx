import type { PartialMessage, Row } from "@mozaiks/contracts/fold";
import Paperclip from "lucide-react/icons/paperclip";
import { memo, type ReactNode } from "react";
import { CopyButton } from "../markdown/code-block.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { ValueView } from "../parts/value-view.tsx";
import { AgentTurn } from "./agent-turn.tsx";
import { toShownAnswer } from "./structured-answer.ts";

export type MessageRow = Extract<Row, { kind: "message" }>;

/** What a person wrote, as they wrote it. */
export function UserMessage({ row }: { row: MessageRow }): ReactNode {
  return (
    <div className="mz-user" title={new Date(row.timestamp).toLocaleString()}>
      <span className="mz-hidden">You said: </span>
      <p className="mz-bubble">{row.content}</p>
      {row.attachments?.map(({ upload_id, name }) => (
        <span key={upload_id} className="mz-chip">
          <Paperclip aria-hidden /> {name ?? "Attachment"}
        </span>
      ))}
    </div>
  );
}

export interface AgentMessageProps {
  readonly message: MessageRow | PartialMessage;
  readonly leads: boolean;
}

/** What an agent said: the text while it is streamed, then the logged message, in the same place. */
export const AgentMessage = memo(function AgentMessage({ message, leads }: AgentMessageProps): ReactNode {
  if (!("kind" in message)) {
    return (
      <AgentTurn agent={message.agent} leads={leads}>
        <Markdown text={message.text} isGrowing />
      </AgentTurn>
    );
  }
  const { agent = "", finish_reason: reason, timestamp } = message;
  const { text, values } = toShownAnswer(message.content, message.structured_output);
  return (
    <AgentTurn agent={agent} leads={leads} timestamp={timestamp}>
      {text !== "" && <Markdown text={text} />}
      {values !== undefined && (
        <div className="mz-card mz-structured">
          <ValueView value={values} />
        </div>
      )}
      {reason !== undefined && reasons[reason] !== undefined && <p className="mz-muted mz-aside">{reasons[reason]}</p>}
      {text !== "" && (
        <div className="mz-message-actions">
          <CopyButton text={text} label="Copy message" />
        </div>
      )}
    </AgentTurn>
  );
});

const reasons: Partial<Record<NonNullable<MessageRow["finish_reason"]>, string>> = {
  cancelled: "Stopped here.",
  content_filter: "The model's provider cut this answer off.",
  length: "The answer was cut off at its length limit.",
};
