import type { ReactNode } from "react";

/** The middle of a conversation, where everything said stands. */
export function Column({ children }: { children: ReactNode }): ReactNode {
  return <div className="mz-column mz-items">{children}</div>;
}
