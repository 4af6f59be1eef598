import type { Row } from "@mozaiks/contracts/fold";
import { memo, Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { AgentMessage } from "../rows/agent-message.tsx";
import { RowBoundary, UnknownRow } from "../rows/row-boundary.tsx";
import { UserMessage } from "../rows/user-message.tsx";
import type { TranscriptItem } from "./transcript-items.ts";

const ArtifactRow = lazyPart(async () => ({ default: (await import("../rows/artifact-row.tsx")).ArtifactRow }));
const RequestRow = lazyPart(async () => ({ default: (await import("../rows/request-row.tsx")).RequestRow }));
const ChildRow = lazyPart(async () => ({ default: (await import("../rows/small-rows.tsx")).ChildRow }));
const EndRow = lazyPart(async () => ({ default: (await import("../rows/small-rows.tsx")).EndRow }));
const HandoverLine = lazyPart(async () => ({ default: (await import("../rows/small-rows.tsx")).HandoverLine }));
const NoticeRow = lazyPart(async () => ({ default: (await import("../rows/notice-row.tsx")).NoticeRow }));
const ToolRow = lazyPart(async () => ({ default: (await import("../rows/tool-row.tsx")).ToolRow }));

export interface TranscriptItemProps {
  readonly item: TranscriptItem;
  /** Place in the whole conversation, from 1. */
  readonly position: number;
  /** How many there are; -1 when earlier ones are not loaded. */
  readonly total: number;
  /** Nothing was recorded after it. */
  readonly isLast: boolean;
}

/** One thing in the transcript, as an article that can be moved to. What it throws stays in it. */
export const TranscriptItemView = memo(function TranscriptItemView(props: TranscriptItemProps): ReactNode {
  const { item, position, total, isLast } = props;
  return (
    <div
      className="mz-item"
      role="article"
      tabIndex={-1}
      data-key={item.key}
      aria-posinset={position}
      aria-setsize={total}
    >
      <RowBoundary of={item.kind === "row" ? item.row : item.key}>
        <Suspense fallback={<div className="mz-card mz-row-coming" />}>
          <ItemContent item={item} isLast={isLast} />
        </Suspense>
      </RowBoundary>
    </div>
  );
});

/** A message that is streamed and the same one logged are one element, so that a selection in it stays. */
function ItemContent({ item, isLast }: { item: TranscriptItem; isLast: boolean }): ReactNode {
  if (item.kind === "handover") return <HandoverLine selection={item.selection} from={item.from} />;
  if (item.kind === "streaming")
    return <AgentMessage messageId={item.messageId} agent={item.agent} leads={item.leads} />;
  const { row, leads } = item;
  if (row.kind !== "message") return <RowView row={row} leads={leads} isLast={isLast} />;
  if (row.role === "user") return <UserMessage row={row} />;
  return <AgentMessage messageId={row.key} agent={row.agent ?? ""} row={row} leads={leads} />;
}

function RowView({
  row,
  leads,
  isLast,
}: {
  row: Exclude<Row, { kind: "message" }>;
  leads: boolean;
  isLast: boolean;
}): ReactNode {
  switch (row.kind) {
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
    default:
      return <UnknownRow kind={(row as { kind: string }).kind} />;
  }
}
