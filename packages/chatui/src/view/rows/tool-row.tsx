import type { Row } from "@mozaiks/contracts/fold";
import Ban from "lucide-react/icons/ban";
import Check from "lucide-react/icons/check";
import ChevronRight from "lucide-react/icons/chevron-right";
import CircleHelp from "lucide-react/icons/circle-help";
import Clock from "lucide-react/icons/clock";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { memo, type ReactNode } from "react";
import { formatDuration, formatShare } from "../parts/format.ts";
import { humanName } from "../../core/human-name.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useMessages } from "../use-messages.ts";
import { ValueView } from "../parts/value-view.tsx";
import { AgentTurn } from "./agent-turn.tsx";

export type ToolRowData = Extract<Row, { kind: "tool" }>;

/** A tool call: what it is and how it goes; what went in and came out when that may be seen. */
export const ToolRow = memo(function ToolRow({ row, leads }: { row: ToolRowData; leads: boolean }): ReactNode {
  const { rows: words } = useMessages();
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
            {input && <Detail name={words.askedWith}>{<ValueView value={input} />}</Detail>}
            {row.result !== undefined && (
              <Detail name={words.result}>
                <ValueView value={row.result} />
              </Detail>
            )}
            {row.error && <Detail name={words.problem}>{row.error.detail ?? row.error.title}</Detail>}
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
  const { rows: words, locale } = useMessages();
  return (
    <>
      <span className="mz-tool-icon">{icons[row.status]}</span>
      <span className="mz-tool-name">{humanName(row.name)}</span>
      {row.progress ? (
        <span className="mz-tool-progress">
          <progress max={100} value={row.progress.percent} aria-label={humanName(row.name)} />
          <span className="mz-muted">{row.progress.message ?? formatShare(row.progress.percent / 100, locale)}</span>
        </span>
      ) : (
        <span className="mz-muted">{words.toolStates[row.status]}</span>
      )}
      {row.duration_ms !== undefined && row.duration_ms >= 100 && (
        <bdi className="mz-muted mz-tool-duration">{formatDuration(row.duration_ms, locale)}</bdi>
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

const icons: Readonly<Record<ToolRowData["status"], ReactNode>> = {
  running: <Spinner />,
  ok: <Check aria-hidden />,
  error: <TriangleAlert aria-hidden />,
  timeout: <Clock aria-hidden />,
  denied: <Ban aria-hidden />,
  dismissed: <Ban aria-hidden />,
  cancelled: <Ban aria-hidden />,
  unknown: <CircleHelp aria-hidden />,
};
