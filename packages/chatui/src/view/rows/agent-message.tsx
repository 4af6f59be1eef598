import { memo, Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { useMessages } from "../use-messages.ts";
import { AgentTurn } from "./agent-turn.tsx";
import { MessageActions } from "./message-actions.tsx";
import type { MessageRow } from "./message-row.ts";
import { toShownAnswer } from "./structured-answer.ts";
import { useStreamedText } from "./use-streamed-text.ts";

const ValueView = lazyPart(async () => ({ default: (await import("../parts/value-view.tsx")).ValueView }));

export interface AgentMessageProps {
  readonly messageId: string;
  readonly agent: string;
  /** The first of a group shows who speaks. */
  readonly leads: boolean;
  /** Absent while the message is being streamed. */
  readonly row?: MessageRow;
}

/** What an agent says: the text while it is streamed, then the logged message. Only this is drawn again when text arrives. */
export const AgentMessage = memo(function AgentMessage(props: AgentMessageProps): ReactNode {
  const { messageId, agent, leads, row } = props;
  const { rows: words } = useMessages();
  const streamed = useStreamedText(messageId);
  const { text, values } = row ? toShownAnswer(row.content, row.structured_output) : { text: streamed };
  const remark = row?.finish_reason === undefined ? undefined : words.endings[row.finish_reason];
  return (
    <AgentTurn agent={agent} leads={leads} timestamp={row?.timestamp}>
      {text !== "" && <Markdown text={text} isGrowing={!row} />}
      {values !== undefined && (
        <div className="mz-card mz-structured">
          <Suspense>
            <ValueView value={values} />
          </Suspense>
        </div>
      )}
      {remark !== undefined && remark !== "" && <p className="mz-muted mz-aside">{remark}</p>}
      {row && <MessageActions row={row} text={text} />}
    </AgentTurn>
  );
});
