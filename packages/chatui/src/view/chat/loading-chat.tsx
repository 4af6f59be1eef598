import type { ReactNode } from "react";
import { useMessages } from "../use-messages.ts";

/** Stands where the conversation will. */
export function LoadingChat(): ReactNode {
  const { chat: words } = useMessages();
  return (
    <div className="mz-transcript" role="status" aria-label={words.loading}>
      <div className="mz-column mz-items mz-skeletons">
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
