import type { Json } from "@mozaiks/contracts/fold";
import { memo, useEffect, useMemo, type ReactNode } from "react";
import { useArtifactOpener } from "../artifacts/artifact-opener.ts";
import { RequestLink } from "../artifacts/artifact-link.tsx";
import { useChatSession } from "../chat/chat-context.ts";
import { humanName } from "../../core/human-name.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useServices } from "../services.ts";
import { useMessages } from "../use-messages.ts";
import { toFormFields } from "../../core/forms/form-field.ts";
import { UITool } from "../ui-tools/ui-tool.tsx";
import { textIn } from "../ui-tools/ui-tool-props.ts";
import { AgentTurn } from "./agent-turn.tsx";
import { ApprovalCard } from "./approval-card.tsx";
import { ClosedRequest, useAnswerOf, type RequestRowData, type UIToolRequest } from "./closed-request.tsx";
import { Expiry } from "./expiry.tsx";

/** A question to the person: a UI tool or an approval, open or with how it ended. */
export const RequestRow = memo(function RequestRow({ row, leads }: { row: RequestRowData; leads: boolean }): ReactNode {
  const { request } = row;
  const opener = useArtifactOpener();
  const isBeside = request.type === "ui_tool_request" && request.display === "artifact" && row.status === "open";
  if (request.type === "approval_request") return <ApprovalCard row={row} request={request} />;
  return (
    <AgentTurn agent={request.agent} leads={leads} timestamp={row.timestamp}>
      {opener && isBeside ? (
        <RequestLink opener={opener} callId={request.call_id} />
      ) : (
        <UIToolCard row={row} request={request} />
      )}
    </AgentTurn>
  );
});

/** A UI tool and how it stands. */
export function UIToolCard({ row, request }: { row: RequestRowData; request: UIToolRequest }): ReactNode {
  const session = useChatSession();
  const { storage } = useServices();
  const { rows: words } = useMessages();
  const { call_id: callId, component, payload, response_schema: responseSchema } = request;
  const entry = useAnswerOf(callId);
  const isOpen = row.status === "open" && request.awaiting_response;
  const isSending = entry !== undefined && entry.state !== "failed";
  const title =
    textIn(payload, "title", "heading") ?? (component.startsWith("core.") ? undefined : humanName(component));
  const description = textIn(payload, "description", "subtitle");
  useEffect(() => {
    if (row.status === "answered") storage.removeItem(`mozaiks.draft.${callId}`);
  }, [row.status, storage, callId]);
  const submit = (response: Json) => {
    if (entry) session.discard(entry.client_id);
    session.respond(callId, response);
  };
  const labels = useMemo(
    () => Object.fromEntries(toFormFields(payload, responseSchema).map(({ name, label }) => [name, label])),
    [payload, responseSchema],
  );
  if (request.awaiting_response && row.status !== "open") {
    return <ClosedRequest title={title ?? words.question} row={row} labels={labels} />;
  }
  return (
    <section className="mz-card mz-request" data-open={isOpen || undefined} aria-label={title ?? words.question}>
      {title !== undefined && <h2>{title}</h2>}
      {description !== undefined && <p className="mz-muted">{description}</p>}
      <UITool
        component={component}
        callId={callId}
        payload={payload}
        responseSchema={responseSchema}
        isOpen={isOpen}
        isSending={isSending}
        submit={submit}
      />
      {entry?.state === "queued" && <p className="mz-muted mz-aside">{words.answerWaits}</p>}
      {entry?.problem && (
        <NoticeCard tone="danger" title={entry.problem.title} detail={entry.problem.detail} code={entry.problem.code} />
      )}
      {isOpen && request.expires_at !== undefined && <Expiry at={request.expires_at} />}
    </section>
  );
}
