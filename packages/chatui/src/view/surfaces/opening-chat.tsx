import type { ReactNode } from "react";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useChatClient, useClient } from "../provider-context.ts";
import { useMessages } from "../use-messages.ts";

/** Where a chat will be: it is being made, or why it could not be. */
export function OpeningChat({ header }: { header?: ReactNode }): ReactNode {
  const { opener } = useChatClient();
  const { surfaces: words } = useMessages();
  const problem = useClient((state) => state.problem);
  const isAsk = useClient((state) => state.surfaces.mode === "ask");
  return (
    <>
      {header}
      {problem ? (
        <div className="mz-column mz-stopped">
          <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
            {isAsk && (
              <button type="button" className="mz-button" onClick={() => opener.ensureAsk()}>
                {words.tryAgain}
              </button>
            )}
          </NoticeCard>
        </div>
      ) : (
        <div className="mz-transcript" role="status" aria-label={words.opening}>
          <div className="mz-column mz-items mz-skeletons">
            <i />
            <i />
            <i />
          </div>
        </div>
      )}
    </>
  );
}
