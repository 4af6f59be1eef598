import type { Display, JsonObject } from "@mozaiks/contracts/fold";
import { useEffect, useMemo, type ReactNode } from "react";
import { humanName } from "../../core/human-name.ts";
import { keysWithPrefix } from "../../core/key-value-storage.ts";
import { toFormFields } from "../../core/forms/form-field.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { ClosedRequest, type RequestRowData, type UIToolRequest } from "../rows/closed-request.tsx";
import { Expiry } from "../rows/expiry.tsx";
import { useServices } from "../services.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { ProblemList } from "./problem-list.tsx";
import { foundIn, ToolBody } from "./tool-body.tsx";
import { textIn } from "./text-in.ts";
import { UIToolCallContext } from "./ui-tool-call-context.ts";
import { useChecked } from "./use-checked.ts";
import { useAnswer } from "./use-answer.ts";
import { useToolSheets } from "./use-tool-sheets.ts";
import { useUITool } from "./use-ui-tool.ts";

export interface UIToolCardProps {
  readonly row: RequestRowData;
  readonly request: UIToolRequest;
  /** Where it stands. Default: as the request says. */
  readonly display?: Display;
}

/** What an agent shows: as long as it is open its component, afterwards what came of it. */
export function UIToolCard({ row, request, display = request.display }: UIToolCardProps): ReactNode {
  useToolSheets();
  const isClosed = request.awaiting_response && row.status !== "open";
  useDraftEnd(request.call_id, isClosed);
  return (
    <UIToolCallContext value={request.call_id}>
      {isClosed ? (
        <ClosedCard row={row} request={request} />
      ) : (
        <OpenCard row={row} request={request} display={display} />
      )}
    </UIToolCallContext>
  );
}

function OpenCard({ row, request, display }: Required<UIToolCardProps>): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { component, payload } = request;
  const isOpen = row.status === "open" && request.awaiting_response;
  const answer = useAnswer(request.call_id, isOpen);
  const tool = foundIn(useUITool(component))?.tool;
  const { entry, problems } = answer;
  const title = titleOf(component, payload);
  const description = textIn(payload, "description", "subtitle");
  return (
    <section
      className="mz-card mz-request"
      data-open={isOpen || undefined}
      data-component={component}
      data-display={display}
      aria-label={title ?? words.untitled}
    >
      {title !== undefined && <h2>{title}</h2>}
      {description !== undefined && <p className="mz-muted">{description}</p>}
      <ToolBody request={request} display={display} isOpen={isOpen} answer={answer} />
      {entry?.state === "queued" && <p className="mz-muted mz-aside">{words.answerWaits}</p>}
      {problems.length > 0 && (
        <NoticeCard tone="danger" title={words.answerRefused}>
          {tool?.showsProblems === true ? undefined : <ProblemList problems={problems} />}
        </NoticeCard>
      )}
      {problems.length === 0 && entry?.problem && (
        <NoticeCard tone="danger" title={entry.problem.title} detail={entry.problem.detail} code={entry.problem.code} />
      )}
      {isOpen && request.expires_at !== undefined && <Expiry at={request.expires_at} />}
    </section>
  );
}

function ClosedCard({ row, request }: { row: RequestRowData; request: UIToolRequest }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const { component, payload, response_schema: responseSchema } = request;
  const tool = foundIn(useUITool(component))?.tool;
  const labels = useMemo(
    () => Object.fromEntries(toFormFields(payload, responseSchema).map(({ name, label }) => [name, label])),
    [payload, responseSchema],
  );
  const { response, ...closed } = row;
  const input = useChecked(tool?.input, payload);
  const summary = useMemo(() => {
    try {
      if (response === undefined || !input?.ok) return undefined;
      return tool?.answered?.(response, input.value as JsonObject);
    } catch {
      // The answer may be of an older version of the tool: its values are shown instead.
      return undefined;
    }
  }, [tool, response, input]);
  const shown = summary === undefined ? row : summary === "" ? closed : { ...closed, response: summary };
  return <ClosedRequest title={titleOf(component, payload) ?? words.untitled} row={shown} labels={labels} />;
}

/** A request that is closed needs no draft, whoever closed it. */
function useDraftEnd(callId: string, isClosed: boolean): void {
  const { storage } = useServices();
  useEffect(() => {
    if (!isClosed) return;
    const key = `mozaiks.draft.${callId}`;
    for (const stale of keysWithPrefix(storage, key)) {
      if (stale === key || stale.startsWith(`${key}.`)) storage.removeItem(stale);
    }
  }, [storage, callId, isClosed]);
}

function titleOf(component: string, payload: JsonObject): string | undefined {
  return textIn(payload, "title", "heading") ?? (component.startsWith("core.") ? undefined : humanName(component));
}
