import type { Row } from "@mozaiks/contracts/fold";
import ArrowRight from "lucide-react/icons/arrow-right";
import Box from "lucide-react/icons/box";
import CircleStop from "lucide-react/icons/circle-stop";
import CornerDownRight from "lucide-react/icons/corner-down-right";
import type { ReactNode } from "react";
import type { Selection } from "../../core/annotations.ts";
import { displayNameOf, useAgentCard } from "../chat/agent-names.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";
import { useNavigation } from "../navigation.ts";
import { humanName } from "../../core/human-name.ts";
import { useMessages } from "../use-messages.ts";
import { NoticeCard } from "../parts/notice-card.tsx";

type RowOf<K extends Row["kind"]> = Extract<Row, { kind: K }>;

/** Who takes over, from whom and why. */
export function HandoverLine({ selection, from }: { selection: Selection; from: string }): ReactNode {
  const { rows: words } = useMessages();
  const { agent, reason } = selection;
  const next = useAgentCard(agent).name;
  const before = useAgentCard(from).name;
  const detail = reason.detail ?? words.whys[reason.kind];
  return (
    <p className="mz-line" title={reason.rule}>
      <CornerDownRight aria-hidden />
      <span>
        {words.handedOver(before, next)}
        {detail !== "" && <span className="mz-muted"> · {detail}</span>}
      </span>
    </p>
  );
}

/** How a run ended. Only the last row of a failed chat offers to try again. */
export function EndRow({ row, isLast }: { row: RowOf<"end">; isLast: boolean }): ReactNode {
  const { rows: words } = useMessages();
  const session = useChatSession();
  if (row.status === "failed") {
    const { title = words.runFailed, detail, code } = row.error ?? {};
    return (
      <NoticeCard tone="danger" title={title} detail={detail} code={code}>
        {isLast && (
          <button type="button" className="mz-button" onClick={() => session.retry()}>
            {words.tryAgain}
          </button>
        )}
      </NoticeCard>
    );
  }
  if (row.status === "cancelled") {
    return (
      <p className="mz-line">
        <CircleStop aria-hidden />
        <span>
          {words.stopped}
          {isLast && <span className="mz-muted"> · {words.stoppedHint}</span>}
        </span>
      </p>
    );
  }
  return (
    <p className="mz-divider">
      <span>{row.reason === "max_turns" ? words.endedAtLimit : words.ended}</span>
    </p>
  );
}

/** A workflow that was started from here, or agents of this one that talk among themselves. */
export function ChildRow({ row }: { row: RowOf<"child"> }): ReactNode {
  const { rows: words } = useMessages();
  const states: Readonly<Record<string, string>> = words.childStates;
  const workflow = useChat(({ view }) => view?.workflow);
  const names = row.agents?.map((agent) => displayNameOf(workflow, agent));
  return (
    <div className="mz-card mz-small-card">
      <Box aria-hidden />
      <span>{names ? [...new Set(names)].join(", ") : humanName(row.workflow_id)}</span>
      <span className="mz-muted">{states[row.status] ?? row.status}</span>
    </div>
  );
}

/** Where the journey goes on. */
export function NextStep({ workflowId, chatId }: { workflowId: string; chatId: string | undefined }): ReactNode {
  const { goTo } = useNavigation();
  const { rows: words } = useMessages();
  return (
    <div className="mz-card mz-small-card">
      <ArrowRight aria-hidden />
      <span>{words.next(humanName(workflowId))}</span>
      <button
        type="button"
        className="mz-button"
        onClick={() => goTo({ workflow: workflowId, ...(chatId !== undefined && { chat: chatId }) })}
      >
        {words.goOn}
      </button>
    </div>
  );
}
