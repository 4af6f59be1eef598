import type { ReactNode } from "react";
import { NoticeCard } from "../parts/notice-card.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useAllMessages } from "../use-all-messages.ts";

interface PanelTroubleProps {
  readonly problem: {
    readonly title: string;
    readonly detail?: string | undefined;
    readonly code?: string | undefined;
  };
  readonly onRetry: () => void;
}

/** What stands in a panel that could not be loaded. */
export function PanelTrouble({ problem: { title, detail, code }, onRetry }: PanelTroubleProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  return (
    <div className="mz-panel-content">
      <NoticeCard tone="danger" title={title} detail={detail} code={code}>
        <button type="button" className="mz-button" onClick={onRetry}>
          {words.tryAgain}
        </button>
      </NoticeCard>
    </div>
  );
}

/** What stands in a panel that is being loaded. */
export function PanelWait({ text }: { text: string }): ReactNode {
  return (
    <p className="mz-panel-wait mz-muted" role="status">
      <Spinner /> {text}
    </p>
  );
}
