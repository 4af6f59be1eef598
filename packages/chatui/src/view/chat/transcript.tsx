import type { Row } from "@mozaiks/contracts/fold";
import ArrowDown from "lucide-react/icons/arrow-down";
import { memo, useEffect, useMemo, type ReactNode } from "react";
import { ArtifactRow } from "../rows/artifact-row.tsx";
import { AgentMessage, UserMessage } from "../rows/message-row.tsx";
import { NoticeRow } from "../rows/notice-row.tsx";
import { OutgoingMessage } from "../rows/outgoing-message.tsx";
import { RequestRow } from "../rows/request-row.tsx";
import { ChildRow, EndRow, HandoverLine, NextStep } from "../rows/small-rows.tsx";
import { ToolRow } from "../rows/tool-row.tsx";
import { useChat, useChatSession } from "./chat-context.ts";
import { toTranscriptItems, type TranscriptItem } from "./transcript-items.ts";
import { useTailPin } from "./use-tail-pin.ts";
import { Welcome } from "./welcome.tsx";
import { WorkingLine } from "./working-line.tsx";

/** The conversation. Announcements are made elsewhere: a log that spoke every token could not be listened to. */
export function Transcript(): ReactNode {
  const session = useChatSession();
  const view = useChat((state) => state.view);
  const annotations = useChat((state) => state.annotations);
  const outbox = useChat((state) => state.outbox);
  const { scroller, content, isPinned, jumpToEnd } = useTailPin();
  useEffect(
    () =>
      session.store.subscribe((state, before) => {
        if (state.outbox.length > before.outbox.length) jumpToEnd();
      }),
    [session, jumpToEnd],
  );
  const items = useMemo(() => toTranscriptItems(view, annotations, outbox), [view, annotations, outbox]);
  const last = items.findLast((item) => item.kind === "row");
  return (
    <div className="mz-transcript">
      <div className="mz-scroller" ref={scroller} tabIndex={0} role="log" aria-live="off" aria-label="Conversation">
        <div className="mz-column mz-items" ref={content}>
          {view && view.from_seq > 0 && (
            <button type="button" className="mz-button mz-earlier" onClick={() => session.loadEarlier()}>
              Show earlier messages
            </button>
          )}
          <Welcome />
          {items.map((item) => (
            <Item key={item.key} item={item} isLast={item === last} />
          ))}
          {annotations.next && (
            <NextStep workflowId={annotations.next.workflow_id} chatId={annotations.next.to_chat_id} />
          )}
          <WorkingLine />
        </div>
      </div>
      {!isPinned && (
        <button type="button" className="mz-button mz-jump" onClick={jumpToEnd}>
          <ArrowDown aria-hidden /> Jump to latest
        </button>
      )}
    </div>
  );
}

/** Items are made anew with every frame; what they hold keeps its identity, and that is what is compared. */
const Item = memo(
  function Item({ item, isLast }: { item: TranscriptItem; isLast: boolean }): ReactNode {
    switch (item.kind) {
      case "row":
        return item.row.kind === "message" && item.row.role === "agent" ? (
          <AgentMessage message={item.row} leads={item.leads} />
        ) : (
          <RowView row={item.row} leads={item.leads} isLast={isLast} />
        );
      case "streaming":
        return <AgentMessage message={item.partial} leads={item.leads} />;
      case "handover":
        return <HandoverLine selection={item.selection} from={item.from} />;
      case "outgoing":
        return <OutgoingMessage entry={item.entry} />;
    }
  },
  (before, after) => before.isLast === after.isLast && isSame(before.item, after.item),
);

function isSame(before: TranscriptItem, after: TranscriptItem): boolean {
  if (before.kind === "row" && after.kind === "row") return before.row === after.row && before.leads === after.leads;
  if (before.kind === "handover" && after.kind === "handover") return before.selection === after.selection;
  if (before.kind === "outgoing" && after.kind === "outgoing") return before.entry === after.entry;
  return before === after;
}

function RowView({ row, leads, isLast }: { row: Row; leads: boolean; isLast: boolean }): ReactNode {
  switch (row.kind) {
    case "message":
      return <UserMessage row={row} />;
    case "tool":
      return <ToolRow row={row} leads={leads} />;
    case "request":
      return <RequestRow row={row} leads={leads} />;
    case "artifact":
      return <ArtifactRow row={row} />;
    case "child":
      return <ChildRow row={row} />;
    case "notice":
      return <NoticeRow row={row} isLast={isLast} />;
    case "end":
      return <EndRow row={row} isLast={isLast} />;
  }
}
