import type { ReactNode } from "react";

export interface IconButtonProps {
  /** What it does, for those who do not see or know the icon. */
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A button that is an icon. */
export function IconButton({ label, onPress, children }: IconButtonProps): ReactNode {
  return (
    <button type="button" className="mz-icon-button" aria-label={label} title={label} onClick={onPress}>
      {children}
    </button>
  );
}
