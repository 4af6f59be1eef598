import type { ReactNode } from "react";
import type { RequestRowData } from "../rows/closed-request.tsx";
import { UIToolCard } from "../ui-tools/ui-tool-card.tsx";
import { useChat } from "../chat/chat-context.ts";

/** A question to the person that is asked beside the chat. */
export function RequestPanel({ callId }: { callId: string }): ReactNode {
  const row = useChat(({ view }) =>
    view?.rows.find((each): each is RequestRowData => each.kind === "request" && each.request.call_id === callId),
  );
  if (row?.request.type !== "ui_tool_request") return null;
  return (
    <div className="mz-panel-content mz-panel-request">
      <UIToolCard row={row} request={row.request} />
    </div>
  );
}
