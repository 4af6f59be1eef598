import type { ReactNode } from "react";

/** In the place of a component that has nothing to show. */
export function EmptyLine({ children }: { children: ReactNode }): ReactNode {
  return <p className="mz-empty">{children}</p>;
}
