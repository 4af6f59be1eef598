import type { Json, PartialMessage, Row } from "@mozaiks/contracts/fold";
import Paperclip from "lucide-react/icons/paperclip";
import { memo, type ReactNode } from "react";
import { CopyButton } from "../markdown/code-block.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { ValueView } from "../parts/value-view.tsx";
import { AgentTurn } from "./agent-turn.tsx";

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
  const { agent = "", content, structured_output: output, finish_reason: reason, timestamp } = message;
  const hasText = content !== "" && !repeats(content, output);
  const values = output === undefined ? undefined : withoutText(output, content);
  return (
    <AgentTurn agent={agent} leads={leads} timestamp={timestamp}>
      {hasText && <Markdown text={content} />}
      {values !== undefined && (
        <div className="mz-card mz-structured">
          <ValueView value={values} />
        </div>
      )}
      {reason !== undefined && reasons[reason] !== undefined && <p className="mz-muted mz-aside">{reasons[reason]}</p>}
      {hasText && (
        <div className="mz-message-actions">
          <CopyButton text={content} label="Copy message" />
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

/** A model's structured answer is often its text as well: shown once. */
function repeats(content: string, output: Json | undefined): boolean {
  if (output === undefined || !/^\s*[[{]/.test(content)) return false;
  try {
    return JSON.stringify(JSON.parse(content)) === JSON.stringify(output);
  } catch {
    return false;
  }
}

/** The text of a structured answer is one of its values: not shown among them again. */
function withoutText(output: Json, text: string): Json | undefined {
  if (typeof output !== "object" || output === null || Array.isArray(output)) return output;
  const entries = Object.entries(output).filter(([, value]) => value !== text);
  return entries.length === 0 && text !== "" ? undefined : Object.fromEntries(entries);
}
