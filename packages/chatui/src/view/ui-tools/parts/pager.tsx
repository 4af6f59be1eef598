import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { useAllMessages } from "../../use-all-messages.ts";

export interface PagerProps {
  readonly from: number;
  readonly size: number;
  readonly count: number;
  readonly onGo: (from: number) => void;
}

/** Which part of many is shown, and the way to the others. */
export function Pager({ from, size, count, onGo }: PagerProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  return (
    <div className="mz-pager">
      <button
        type="button"
        className="mz-icon-button"
        aria-label={words.earlierRows}
        disabled={from === 0}
        onClick={() => onGo(from - size)}
      >
        <ChevronLeft aria-hidden />
      </button>
      <span className="mz-muted" aria-live="polite">
        {words.rows(from + 1, Math.min(count, from + size), count)}
      </span>
      <button
        type="button"
        className="mz-icon-button"
        aria-label={words.laterRows}
        disabled={from + size >= count}
        onClick={() => onGo(from + size)}
      >
        <ChevronRight aria-hidden />
      </button>
    </div>
  );
}
