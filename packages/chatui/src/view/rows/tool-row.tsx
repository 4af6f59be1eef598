import type { Row } from "@mozaiks/contracts/fold";
import Ban from "lucide-react/icons/ban";
import Check from "lucide-react/icons/check";
import ChevronRight from "lucide-react/icons/chevron-right";
import CircleHelp from "lucide-react/icons/circle-help";
import Clock from "lucide-react/icons/clock";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { memo, type ReactNode } from "react";
import { formatDuration } from "../parts/format.ts";
import { humanName } from "../../core/human-name.ts";
import { Spinner } from "../parts/spinner.tsx";
import { ValueView } from "../parts/value-view.tsx";
import { AgentTurn } from "./agent-turn.tsx";

export type ToolRowData = Extract<Row, { kind: "tool" }>;

/** A tool call: what it is and how it goes; what went in and came out when that may be seen. */
export const ToolRow = memo(function ToolRow({ row, leads }: { row: ToolRowData; leads: boolean }): ReactNode {
  const input = row.arguments && Object.keys(row.arguments).length > 0 ? row.arguments : undefined;
  const hasDetails = input !== undefined || row.result !== undefined || row.error !== undefined;
  return (
    <AgentTurn agent={row.agent} leads={leads} timestamp={row.timestamp}>
      {hasDetails ? (
        <details className="mz-card mz-tool" data-status={row.status}>
          <summary>
            <ToolSummary row={row} />
            <ChevronRight className="mz-chevron" aria-hidden />
          </summary>
          <dl className="mz-tool-details">
            {input && <Detail name="Asked with">{<ValueView value={input} />}</Detail>}
            {row.result !== undefined && (
              <Detail name="Result">
                <ValueView value={row.result} />
              </Detail>
            )}
            {row.error && <Detail name="Problem">{row.error.detail ?? row.error.title}</Detail>}
          </dl>
        </details>
      ) : (
        <div className="mz-card mz-tool" data-status={row.status}>
          <ToolSummary row={row} />
        </div>
      )}
    </AgentTurn>
  );
});

function ToolSummary({ row }: { row: ToolRowData }): ReactNode {
  const { icon, text } = statuses[row.status];
  return (
    <>
      <span className="mz-tool-icon">{icon}</span>
      <span className="mz-tool-name">{humanName(row.name)}</span>
      {row.progress ? (
        <span className="mz-tool-progress">
          <progress max={100} value={row.progress.percent} aria-label={humanName(row.name)} />
          <span className="mz-muted">{row.progress.message ?? `${Math.round(row.progress.percent)} %`}</span>
        </span>
      ) : (
        <span className="mz-muted">{text}</span>
      )}
      {row.duration_ms !== undefined && row.duration_ms >= 100 && (
        <span className="mz-muted mz-tool-duration">{formatDuration(row.duration_ms)}</span>
      )}
    </>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const statuses: Readonly<Record<ToolRowData["status"], { icon: ReactNode; text: string }>> = {
  running: { icon: <Spinner />, text: "working…" },
  ok: { icon: <Check aria-hidden />, text: "" },
  error: { icon: <TriangleAlert aria-hidden />, text: "failed" },
  timeout: { icon: <Clock aria-hidden />, text: "took too long" },
  denied: { icon: <Ban aria-hidden />, text: "not allowed" },
  dismissed: { icon: <Ban aria-hidden />, text: "skipped" },
  cancelled: { icon: <Ban aria-hidden />, text: "stopped" },
  unknown: { icon: <CircleHelp aria-hidden />, text: "interrupted" },
};
