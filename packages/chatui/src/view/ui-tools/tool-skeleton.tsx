import type { ReactNode } from "react";
import { useMessages } from "../use-messages.ts";

/** While a component is being loaded. */
export function ToolSkeleton(): ReactNode {
  const { uiTools: words } = useMessages();
  return (
    <div className="mz-tool-skeleton" role="status" aria-label={words.loading}>
      <i />
      <i />
      <i />
    </div>
  );
}
