import { useEffect, useRef, type ReactNode } from "react";
import { NoticeCard } from "../parts/notice-card.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import type { ArtifactActions } from "./use-artifact-actions.ts";

/** Says that what the reader did was refused. After a conflict the newer version is shown, and the change can be made there. */
export function ArtifactRefusal({
  actions,
  onConflict,
}: {
  actions: ArtifactActions;
  onConflict: () => void;
}): ReactNode {
  const { artifacts: words } = useAllMessages();
  const { refusal, again, dismiss } = actions;
  const isConflict = refusal?.code === "artifact.version-conflict";
  const show = useRef(onConflict);
  useEffect(() => {
    show.current = onConflict;
  });
  useEffect(() => {
    if (isConflict) show.current();
  }, [isConflict]);
  if (!refusal) return null;
  return (
    <div className="mz-panel-content">
      <NoticeCard
        tone="danger"
        title={isConflict ? words.conflict : words.refused}
        detail={isConflict ? words.conflictHint : (refusal.detail ?? refusal.title)}
        code={isConflict ? undefined : refusal.code}
      >
        {isConflict && again && (
          <button type="button" className="mz-button mz-primary" onClick={again}>
            {words.tryOnNewest}
          </button>
        )}
        <button type="button" className="mz-button" onClick={dismiss}>
          {words.dismiss}
        </button>
      </NoticeCard>
    </div>
  );
}
