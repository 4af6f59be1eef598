import type { ReactNode } from "react";

/** Something is going on. Say what beside it. */
export function Spinner(): ReactNode {
  return <span className="mz-spinner" aria-hidden />;
}
