import type { Row } from "@mozaiks/contracts/fold";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleSlash from "lucide-react/icons/circle-slash";
import type { ReactNode } from "react";
import { useChat } from "../chat/chat-context.ts";
import { useMessages } from "../use-messages.ts";
import { ValueView } from "../parts/value-view.tsx";

export type RequestRowData = Extract<Row, { kind: "request" }>;
export type UIToolRequest = Extract<RequestRowData["request"], { type: "ui_tool_request" }>;
export type ApprovalRequest = Extract<RequestRowData["request"], { type: "approval_request" }>;

/** The answer to a request that is on its way. */
export function useAnswerOf(callId: string) {
  return useChat(({ outbox }) => outbox.findLast(({ message }) => "call_id" in message && message.call_id === callId));
}

export interface ClosedRequestProps {
  readonly title: string;
  readonly row: RequestRowData;
  /** What the members of the answer are called. */
  readonly labels?: Readonly<Record<string, string>>;
  /** It stands alone, without an agent beside it. */
  readonly isIndented?: boolean;
}

/** How a request ended, and with which answer. */
export function ClosedRequest({ title, row, labels, isIndented = false }: ClosedRequestProps): ReactNode {
  const { rows: words } = useMessages();
  const isAnswered = row.status === "answered";
  return (
    <section
      className={`mz-card mz-request${isIndented ? " mz-indented" : ""}`}
      data-closed
      data-status={row.status}
      aria-label={title}
    >
      <header>
        {isAnswered ? <CircleCheck aria-hidden /> : <CircleSlash aria-hidden />}
        <h2>{title}</h2>
        <span className="mz-muted">{words.outcomes[row.status]}</span>
      </header>
      {isAnswered && row.response !== undefined && <ValueView value={row.response} labels={labels} />}
    </section>
  );
}
