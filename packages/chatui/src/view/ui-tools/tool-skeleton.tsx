import type { ReactNode } from "react";
import { useAllMessages } from "../use-all-messages.ts";

/** While a component is being loaded. */
export function ToolSkeleton(): ReactNode {
  const { uiTools: words } = useAllMessages();
  return (
    <div className="mz-tool-skeleton" role="status" aria-label={words.loading}>
      <i />
      <i />
      <i />
    </div>
  );
}
