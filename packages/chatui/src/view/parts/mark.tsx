import type { ReactNode } from "react";

/** The product's mark: four tiles. */
export function Mark(): ReactNode {
  return (
    <svg className="mz-mark" viewBox="0 0 24 24" aria-hidden>
      <rect x="2" y="2" width="9" height="9" rx="2.5" />
      <rect x="13" y="2" width="9" height="9" rx="4.5" />
      <rect x="2" y="13" width="9" height="9" rx="4.5" />
      <rect x="13" y="13" width="9" height="9" rx="2.5" />
    </svg>
  );
}
