import ShieldQuestionMark from "lucide-react/icons/shield-question-mark";
import { useId, useState, type ReactNode } from "react";
import { useChatSession } from "../chat/chat-context.ts";
import { humanName } from "../../core/human-name.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useMessages } from "../use-messages.ts";
import { ValueView } from "../parts/value-view.tsx";
import { ClosedRequest, useAnswerOf, type ApprovalRequest, type RequestRowData } from "./closed-request.tsx";

/** Asks whether a tool may be called with these arguments. */
export function ApprovalCard({ row, request }: { row: RequestRowData; request: ApprovalRequest }): ReactNode {
  const session = useChatSession();
  const { rows: words } = useMessages();
  const entry = useAnswerOf(request.call_id);
  const [comment, setComment] = useState("");
  const id = useId();
  const title = humanName(request.tool);
  if (row.status !== "open") return <ClosedRequest title={title} row={row} isIndented />;
  const decide = (decision: "approve" | "deny") => {
    if (entry) session.discard(entry.client_id);
    session.decide(request.call_id, decision, comment.trim() === "" ? undefined : comment.trim());
  };
  return (
    <section className="mz-card mz-request mz-indented" data-open aria-label={words.approval(title)}>
      <header>
        <ShieldQuestionMark aria-hidden />
        <h2>{title}</h2>
      </header>
      <p className="mz-muted">{words.approvalExplained}</p>
      <ValueView value={request.arguments} />
      <fieldset disabled={entry !== undefined && entry.state !== "failed"}>
        <div className="mz-field">
          <label className="mz-label" htmlFor={id}>
            {words.comment}
            <span className="mz-optional">{words.optional}</span>
          </label>
          <input id={id} type="text" value={comment} onChange={(event) => setComment(event.target.value)} />
        </div>
        <div className="mz-actions">
          <button type="button" className="mz-button mz-primary" onClick={() => decide("approve")}>
            {words.approve}
          </button>
          <button type="button" className="mz-button" onClick={() => decide("deny")}>
            {words.deny}
          </button>
        </div>
      </fieldset>
      {entry?.problem && <NoticeCard tone="danger" title={entry.problem.title} detail={entry.problem.detail} />}
    </section>
  );
}
