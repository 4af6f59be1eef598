import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import { Suspense, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import { NoticeCard } from "../parts/notice-card.tsx";

const JsonTool = lazyPart(async () => ({ default: (await import("./json-tool.tsx")).JsonTool }));

export interface FallbackToolProps {
  readonly title: string;
  readonly detail?: ReactNode;
  readonly payload: JsonObject;
  readonly isOpen: boolean;
  readonly isSending: boolean;
  readonly submit: (response: Json) => void;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
}

/** In the place of a tool that cannot be drawn: why, what the agent wanted to show, and a box for the answer. */
export function FallbackTool({ title, detail, onRetry, retryLabel, ...shown }: FallbackToolProps): ReactNode {
  return (
    <div className="mz-form">
      <NoticeCard tone="info" title={title}>
        {detail}
        {onRetry && (
          <button type="button" className="mz-button" onClick={onRetry}>
            {retryLabel}
          </button>
        )}
      </NoticeCard>
      <Suspense>
        <JsonTool {...shown} />
      </Suspense>
    </div>
  );
}
