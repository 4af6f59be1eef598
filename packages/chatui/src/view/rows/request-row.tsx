import { memo, type ReactNode } from "react";
import { useArtifactOpener } from "../artifacts/artifact-opener.ts";
import { RequestLink } from "../artifacts/artifact-link.tsx";
import { UIToolCard } from "../ui-tools/ui-tool-card.tsx";
import { AgentTurn } from "./agent-turn.tsx";
import { ApprovalCard } from "./approval-card.tsx";
import type { RequestRowData } from "./closed-request.tsx";

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
